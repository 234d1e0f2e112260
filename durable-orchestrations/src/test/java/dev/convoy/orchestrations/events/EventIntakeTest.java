package dev.convoy.orchestrations.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.orchestrations.bus.BusUnreachableException;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.bus.SetAside;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.order.MemoryOrderBook;
import dev.convoy.orchestrations.order.Orders;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventIntakeTest {

    private static final OrderId ORDER = Orders.ORDER;
    private static final String ORIGIN = "events/order-saga";

    private final Aside aside = new Aside();
    private final MemoryOrderBook book = new MemoryOrderBook();
    private final EventIntake intake = new EventIntake(
            new EventRouter(book, SagaPolicy.defaults()),
            aside,
            Clock.fixed(Orders.NOON, ZoneOffset.UTC),
            new Random(1));

    @Test
    void an_outage_has_the_event_come_again_later_each_time() {
        take(declined(), 1, new NoHub());
        take(declined(), 5, new NoHub());
        take(declined(), 59, new NoHub());

        assertThat(aside.parked).isEmpty();
        assertThat(aside.again).hasSize(3);
        assertThat(aside.again.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(aside.again.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(aside.again.get(2)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void an_outage_of_an_hour_has_the_event_parked_with_its_reason() {
        take(declined(), 60, new NoHub());

        assertThat(aside.again).isEmpty();
        assertThat(aside.parked).containsExactly("60 attempts: cannot signal instance order-1: away");
    }

    @Test
    void what_redelivery_does_not_mend_is_parked_at_once() {
        take("nonsense", 1, new NoHub());
        take(declined().replace("PaymentFailed.v1", "PaymentFailed.v7"), 1, new NoHub());
        take(declined().replace("\"19.90\"", "\"much\""), 1, new NoHub());
        take(completed(), 1, new NoHub());

        assertThat(aside.again).isEmpty();
        assertThat(aside.parked).hasSize(4);
        assertThat(aside.parked.get(0)).isEqualTo("envelope: is no CloudEvent");
        assertThat(aside.parked.get(1))
                .isEqualTo("unknown message type dev.convoy.payment.PaymentFailed.v7 of message event-1");
        assertThat(aside.parked.get(2)).startsWith("data.amount");
        assertThat(aside.parked.get(3))
                .isEqualTo("sagas do not deal with dev.convoy.order.OrderCompleted.v1, the type of message event-1");
    }

    @Test
    void an_order_that_does_not_appear_is_waited_for_a_few_times_only() {
        take(declined(), 4, new DeafHub());
        take(declined(), 5, new DeafHub());

        assertThat(aside.again).hasSize(1);
        assertThat(aside.parked)
                .containsExactly("5 attempts: message event-1 is about order order-1, which does not exist");
    }

    @Test
    void a_good_event_is_routed_and_nothing_is_set_aside() {
        book.put(Orders.pending(ORDER));
        var hub = new DeafHub();

        take(declined(), 1, hub);

        assertThat(hub.started).containsExactly(ORDER);
        assertThat(aside.again).isEmpty();
        assertThat(aside.parked).isEmpty();
    }

    @Test
    void an_outage_of_the_bus_too_leaves_the_event_where_it_is() {
        aside.away = true;

        assertThatThrownBy(() -> take(declined(), 1, new NoHub())).isInstanceOf(BusUnreachableException.class);
        assertThatThrownBy(() -> take("nonsense", 1, new NoHub())).isInstanceOf(BusUnreachableException.class);
    }

    @Test
    void trigger_metadata_is_read_with_and_without_quotes() {
        assertThat(Incoming.of(ORIGIN, "body", "\"m1\"", "{\"attempt\":7}"))
                .isEqualTo(new Incoming(ORIGIN, "m1", "body", 7));
        assertThat(Incoming.of(ORIGIN, "body", "m1", null)).isEqualTo(new Incoming(ORIGIN, "m1", "body", 1));
        assertThat(new Incoming(ORIGIN, "m1", "secret", 1).toString()).doesNotContain("secret");
    }

    private void take(String body, int attempt, SagaInstances hub) {
        intake.take(new Incoming(ORIGIN, "event-1", body, attempt), hub);
    }

    private static String declined() {
        return event(
                MessageTypes.PAYMENT_FAILED,
                new PaymentFailed(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), "declined", Orders.NOON));
    }

    private static String completed() {
        return event(MessageTypes.ORDER_COMPLETED, new OrderCompleted(ORDER, Orders.NOON));
    }

    private static <T> String event(MessageType<T> type, T data) {
        return Envelopes.write(
                new Envelope<>("event-1", type, ORDER.value(), Orders.NOON, null, "corr-1", "corr-1", data));
    }

    /** A hub that never answers. */
    private static final class NoHub implements SagaInstances {

        @Override
        public boolean start(SagaStart start) {
            throw away("start");
        }

        @Override
        public boolean startRepair(OrderRepair.Start start) {
            throw away("start");
        }

        @Override
        public boolean isRunning(String instanceId) {
            throw away("look up");
        }

        @Override
        public boolean raise(String instanceId, String event, Object payload) {
            throw away("signal");
        }

        private static HubUnreachableException away(String operation) {
            return new HubUnreachableException(operation, "order-1", new IllegalStateException("away"));
        }
    }

    /** Remembers what was set aside. */
    private static final class Aside implements SetAside {

        private final List<Duration> again = new ArrayList<>();
        private final List<String> parked = new ArrayList<>();
        private boolean away;

        @Override
        public void again(Incoming event, MessageType<?> type, Instant at) {
            answer();
            assertThat(type.shortName()).isEqualTo("PaymentFailed");
            again.add(Duration.between(Orders.NOON, at));
        }

        @Override
        public void park(Incoming event, String reason) {
            answer();
            assertThat(event.origin()).isEqualTo(ORIGIN);
            parked.add(reason);
        }

        private void answer() {
            if (away) {
                throw new BusUnreachableException("anywhere", new IllegalStateException("away"));
            }
        }
    }

    /** A hub without instances. */
    private static final class DeafHub implements SagaInstances {

        private final List<OrderId> started = new ArrayList<>();

        @Override
        public boolean start(SagaStart start) {
            started.add(start.orderId());
            return true;
        }

        @Override
        public boolean startRepair(OrderRepair.Start start) {
            return false;
        }

        @Override
        public boolean isRunning(String instanceId) {
            return false;
        }

        @Override
        public boolean raise(String instanceId, String event, Object payload) {
            return false;
        }
    }
}
