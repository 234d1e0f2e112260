package dev.convoy.orchestrations.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.order.MemoryOrderBook;
import dev.convoy.orchestrations.order.Orders;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderEventsFunctionTest {

    private static final OrderId ORDER = Orders.ORDER;

    private final List<Duration> held = new ArrayList<>();
    private final OrderEventsFunction function = new OrderEventsFunction(
            new EventRouter(new MemoryOrderBook(), SagaPolicy.defaults()), new DurableClients(), held::add);

    @Test
    void an_outage_holds_the_message_longer_each_time_before_it_goes_back() {
        for (String count : List.of("1", "\"2\"", "5", "9")) {
            assertThatThrownBy(() -> function.receive(declined(), count, new NoHub()))
                    .isInstanceOf(HubUnreachableException.class);
        }

        assertThat(held)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(40));
    }

    @Test
    void a_delivery_count_that_is_none_counts_as_the_first() {
        assertThatThrownBy(() -> function.receive(declined(), "", new NoHub()))
                .isInstanceOf(HubUnreachableException.class);

        assertThat(held).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void what_redelivery_does_not_mend_goes_back_at_once() {
        assertThatThrownBy(() -> function.receive("nonsense", "1", new NoHub()))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> function.receive(completed(), "1", new NoHub()))
                .isInstanceOf(UnexpectedEventException.class)
                .hasMessageContaining("OrderCompleted");
        assertThatThrownBy(() -> function.receive(declined(), "1", new DeafHub()))
                .isInstanceOf(UnknownOrderEventException.class)
                .hasMessageContaining("order-1");

        assertThat(held).isEmpty();
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

    /** A hub without instances. */
    private static final class DeafHub implements SagaInstances {

        @Override
        public boolean start(SagaStart start) {
            return false;
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
