package dev.convoy.orchestrations.ordersaga;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.inventory.InventoryFailed;
import dev.convoy.contracts.inventory.InventoryReleased;
import dev.convoy.contracts.inventory.InventoryReserved;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCancellationRequested;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import dev.convoy.orchestrations.events.EventRouter;
import dev.convoy.orchestrations.order.MemoryOrderBook;
import dev.convoy.orchestrations.order.Orders;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepTaker;
import dev.convoy.orchestrations.replay.ReplayHub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** One order and its saga on a hub in memory, with payment and inventory played by the test. Time stands still unless told. */
public final class SagaRun {

    public static final OrderId ORDER = Orders.ORDER;
    public static final SagaPolicy POLICY =
            new SagaPolicy(Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofSeconds(10), 3);

    final MemoryOrderBook book = new MemoryOrderBook();
    final ReplayHub hub;
    private final EventRouter router;
    private Instant now = Orders.NOON;

    public SagaRun() {
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        var steps = new StepTaker(book, clock);
        hub = new ReplayHub(clock::instant, (name, input) -> Json.write(steps.take(Json.read(input, SagaStep.class))));
        router = new EventRouter(book, POLICY);
        book.put(Orders.pending(ORDER));
    }

    public MemoryOrderBook book() {
        return book;
    }

    public ReplayHub hub() {
        return hub;
    }

    /** As if the hub had lost everything. */
    public void forgetSagas() {
        hub.forget();
    }

    public SagaRun created() {
        OrderDocument order = order();
        return hears(
                MessageTypes.ORDER_CREATED,
                new OrderCreated(ORDER, order.customerId(), order.totalAmount(), "EUR", "api", order.items(), now));
    }

    public SagaRun paid() {
        return hears(
                MessageTypes.PAYMENT_SUCCEEDED,
                new PaymentSucceeded(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), now));
    }

    SagaRun declined() {
        return hears(
                MessageTypes.PAYMENT_FAILED,
                new PaymentFailed(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), "declined", now));
    }

    public SagaRun reserved() {
        var items = List.of(new ItemQuantity(new ProductId("pen"), 2));
        return hears(
                MessageTypes.INVENTORY_RESERVED, new InventoryReserved(ReservationId.of(ORDER), ORDER, items, now));
    }

    public SagaRun outOfStock() {
        return hears(MessageTypes.INVENTORY_FAILED, new InventoryFailed(ORDER, "short of pen", List.of(), now));
    }

    public SagaRun refunded() {
        return hears(
                MessageTypes.PAYMENT_REFUNDED,
                new PaymentRefunded(RefundId.of(ORDER), PaymentId.of(ORDER), ORDER, Amount.of("19.90"), now));
    }

    SagaRun released() {
        return hears(MessageTypes.INVENTORY_RELEASED, new InventoryReleased(ReservationId.of(ORDER), ORDER, now));
    }

    SagaRun cancellationRequested() {
        return hears(
                MessageTypes.ORDER_CANCELLATION_REQUESTED,
                new OrderCancellationRequested(ORDER, "changed my mind", now));
    }

    /** Routes an event and does all work that follows. */
    private <T> SagaRun hears(MessageType<T> type, T data) {
        route(type, data);
        hub.drain();
        return this;
    }

    private <T> void route(MessageType<T> type, T data) {
        String id = EventIds.of(type, ORDER.value());
        router.route(new Envelope<>(id, type, ORDER.value(), now, null, "corr-1", "corr-1", data), hub);
    }

    /** As {@link #paid()}, but nothing that follows is done. */
    SagaRun paidUnnoticed() {
        route(
                MessageTypes.PAYMENT_SUCCEEDED,
                new PaymentSucceeded(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), now));
        return this;
    }

    public SagaRun after(Duration duration) {
        now = now.plus(duration);
        hub.drain();
        return this;
    }

    OrderDocument order() {
        return book.order(ORDER);
    }

    public OrderStatus status() {
        return order().status();
    }

    List<String> timeline() {
        return order().timeline().stream().map(TimelineEntry::step).toList();
    }

    /** Short names of the messages that left, in order. */
    public List<String> sent() {
        return book.outbox().stream().map(OutboxEntry::subject).toList();
    }

    /** The saga's output, or what has become of it. */
    String saga() {
        return outputOf(ORDER.value());
    }

    String repair() {
        return outputOf(OrderRepair.instanceId(ORDER));
    }

    private String outputOf(String id) {
        return hub.instance(id)
                .map(i -> i.isRunning() ? "running" : i.output().or(i::failure).orElse("?"))
                .orElse("none");
    }
}
