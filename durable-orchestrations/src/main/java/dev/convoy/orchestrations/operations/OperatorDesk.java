package dev.convoy.orchestrations.operations;

import dev.convoy.contracts.order.Compensation;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.orchestrations.events.SagaInstances;
import dev.convoy.orchestrations.operations.OperatorRequest.Deed;
import dev.convoy.orchestrations.order.OrderBook;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StoredOrder;
import dev.convoy.orchestrations.ordersaga.OperatorSignal;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.SignalNames;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what operators want to whichever orchestration looks after the order: its saga, its repair, or, if none is left, a new
 * repair. Asking twice may ask the worker twice, which undoes once. Stateless.
 */
final class OperatorDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

    private final OrderBook book;
    private final SagaPolicy policy;

    OperatorDesk(OrderBook book, SagaPolicy policy) {
        this.book = book;
        this.policy = policy;
    }

    /** @throws RuntimeException if the hub or the store of orders does not answer; safe to retry */
    OperatorAnswer handle(OperatorRequest request, SagaInstances sagas) {
        Optional<OrderDocument> found = book.find(request.orderId()).map(StoredOrder::order);
        if (found.isEmpty()) {
            return new OperatorAnswer.Unknown();
        }
        OrderDocument order = found.get();
        if (order.status() != OrderStatus.NeedsAttention) {
            return new OperatorAnswer.NotNeeded(order.status());
        }
        passOn(request, order, sagas);
        LOG.atInfo()
                .addKeyValue("orderId", request.orderId())
                .addKeyValue("deed", request.deed())
                .addKeyValue("operator", request.operator())
                .log("operator intervenes");
        return new OperatorAnswer.Accepted();
    }

    private void passOn(OperatorRequest request, OrderDocument order, SagaInstances sagas) {
        var signal = new OperatorSignal(request.operator(), request.note());
        boolean heard = Stream.of(order.orderId().value(), OrderRepair.instanceId(order.orderId()))
                .filter(sagas::isRunning)
                .anyMatch(instance -> sagas.raise(instance, event(request.deed()), signal));
        if (!heard) {
            sagas.startRepair(new OrderRepair.Start(step(request, order), policy));
        }
    }

    private static String event(Deed deed) {
        return switch (deed) {
            case RETRY -> SignalNames.OPERATOR_RETRY;
            case SETTLE -> SignalNames.OPERATOR_SETTLE;
        };
    }

    private static SagaStep step(OperatorRequest request, OrderDocument order) {
        return switch (request.deed()) {
            case RETRY ->
                new SagaStep.RetryByOperator(order.orderId(), asks(order) + 1, request.operator(), request.note());
            case SETTLE -> new SagaStep.SettleByOperator(order.orderId(), request.operator(), request.note());
        };
    }

    private static int asks(OrderDocument order) {
        Compensation owed = order.compensation();
        return owed == null ? 0 : owed.asks();
    }
}
