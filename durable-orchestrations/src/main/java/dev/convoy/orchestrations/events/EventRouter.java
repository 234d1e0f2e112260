package dev.convoy.orchestrations.events;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.inventory.InventoryFailed;
import dev.convoy.contracts.inventory.InventoryReleased;
import dev.convoy.contracts.inventory.InventoryReserved;
import dev.convoy.contracts.order.OrderCancellationRequested;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import dev.convoy.orchestrations.bus.UnexpectedMessageException;
import dev.convoy.orchestrations.order.Cause;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StoredOrder;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import dev.convoy.orchestrations.ordersaga.Signal;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells sagas of the events they start on or wait for. Handling a message again is harmless.
 *
 * <p>A saga may end at any moment, and an event raised just then is lost with it. So after a success is raised, the order is
 * looked at: it is closed by an activity of the saga, so a saga whose order is not closed yet will still hear what was raised
 * before; and if the order is closed, a repair takes over.
 */
public final class EventRouter {

    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    private final OrderBook book;
    private final SagaPolicy policy;

    public EventRouter(OrderBook book, SagaPolicy policy) {
        this.book = book;
        this.policy = policy;
    }

    /**
     * Routes one event.
     *
     * @throws UnexpectedMessageException if sagas do not deal with this type; never safe to retry
     * @throws UnknownOrderEventException if there is no such order; never safe to retry
     * @throws RuntimeException if the hub or the store of orders does not answer; safe to retry
     */
    public void route(Envelope<?> event, SagaInstances sagas) {
        switch (event.data()) {
            case OrderCreated created -> start(created.orderId(), sagas);
            case PaymentSucceeded paid ->
                success(news(event, paid.orderId(), null), SagaStep.RecordLateCharge::new, sagas);
            case InventoryReserved reserved ->
                success(news(event, reserved.orderId(), null), SagaStep.RecordLateReservation::new, sagas);
            case PaymentRefunded refunded -> confirmation(news(event, refunded.orderId(), null), sagas);
            case InventoryReleased released -> confirmation(news(event, released.orderId(), null), sagas);
            case PaymentFailed failed -> tell(news(event, failed.orderId(), failed.failureReason()), sagas);
            case InventoryFailed failed -> tell(news(event, failed.orderId(), failed.failureReason()), sagas);
            case OrderCancellationRequested asked -> tell(news(event, asked.orderId(), asked.reason()), sagas);
            default -> throw new UnexpectedMessageException("sagas", event);
        }
    }

    private void start(OrderId orderId, SagaInstances sagas) {
        boolean started = sagas.start(new SagaStart(orderId, policy));
        LOG.atInfo().addKeyValue("orderId", orderId).log(started ? "saga started" : "saga was started before");
    }

    private void tell(News news, SagaInstances sagas) {
        if (!raise(news, sagas)) {
            startAndTell(news, order(news), sagas);
        }
    }

    private void success(News news, BiFunction<OrderId, Cause, SagaStep> late, SagaInstances sagas) {
        boolean heard = raise(news, sagas);
        OrderDocument order = order(news);
        if (order.cancelledAt() != null) {
            repair(news, order, late.apply(news.orderId(), news.cause()), sagas);
        } else if (!heard) {
            startAndTell(news, order, sagas);
        }
    }

    private void confirmation(News news, SagaInstances sagas) {
        raise(news, sagas);
        if (order(news).cancelledAt() != null) {
            sagas.raise(OrderRepair.instanceId(news.orderId()), news.name(), news.signal());
        }
    }

    private void repair(News news, OrderDocument order, SagaStep step, SagaInstances sagas) {
        if (isKnown(order, step)) {
            return;
        }
        boolean started = sagas.startRepair(new OrderRepair.Start(step, policy));
        if (!started) {
            sagas.raise(OrderRepair.instanceId(news.orderId()), news.name(), news.signal());
        }
        LOG.atWarn()
                .addKeyValue("orderId", news.orderId())
                .addKeyValue("event", news.name())
                .log("success after the order was cancelled: it is undone");
    }

    private static boolean isKnown(OrderDocument order, SagaStep late) {
        return late instanceof SagaStep.RecordLateCharge ? order.paymentId() != null : order.reservationId() != null;
    }

    /** Events may overtake the order's creation on the bus; the order itself is there first. */
    private void startAndTell(News news, OrderDocument order, SagaInstances sagas) {
        if (order.status().isFinal() || order.cancelledAt() != null) {
            return;
        }
        start(news.orderId(), sagas);
        if (!raise(news, sagas)) {
            LOG.atError()
                    .addKeyValue("orderId", news.orderId())
                    .addKeyValue("status", order.status())
                    .addKeyValue("event", news.name())
                    .log("the saga of an open order does not run");
        }
    }

    private static boolean raise(News news, SagaInstances sagas) {
        return sagas.raise(news.orderId().value(), news.name(), news.signal());
    }

    private OrderDocument order(News news) {
        Optional<StoredOrder> stored = book.find(news.orderId());
        return stored.orElseThrow(
                        () -> new UnknownOrderEventException(news.signal().messageId(), news.orderId()))
                .order();
    }

    private static News news(Envelope<?> event, OrderId orderId, @Nullable String reason) {
        return new News(orderId, event.type().shortName(), new Signal(event.id(), reason));
    }

    private record News(OrderId orderId, String name, Signal signal) {

        Cause cause() {
            return new Cause(name, signal.reason(), signal.messageId());
        }
    }
}
