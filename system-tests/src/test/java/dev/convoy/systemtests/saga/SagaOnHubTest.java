package dev.convoy.systemtests.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityContext;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.PaymentId;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.id.ReservationId;
import dev.convoy.contracts.inventory.InventoryFailed;
import dev.convoy.contracts.inventory.InventoryReserved;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import dev.convoy.orchestrations.events.DurableSagaInstances;
import dev.convoy.orchestrations.events.EventRouter;
import dev.convoy.orchestrations.events.SagaInstances;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.order.MemoryOrderBook;
import dev.convoy.orchestrations.order.Orders;
import dev.convoy.orchestrations.order.SagaStep;
import dev.convoy.orchestrations.order.StepTaker;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.OrderSaga;
import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import dev.convoy.orchestrations.ordersaga.Signal;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The saga's own orchestrators and router on the durable hub, over gRPC, with the SDK's client and worker. */
class SagaOnHubTest {

    private static final SagaPolicy POLICY =
            new SagaPolicy(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5), 2);
    private static final OrderId ORDER = Orders.ORDER;
    private static final Signal NEWS = new Signal("message-1", null);

    private final MemoryOrderBook book = new MemoryOrderBook();
    private final StepTaker steps = new StepTaker(book, Clock.systemUTC());
    private final EventRouter router = new EventRouter(book, POLICY);
    private final DurableClients clients = new DurableClients();
    private DurableHub hub;
    private DurableTaskGrpcWorker worker;
    private SagaInstances sagas;

    @BeforeEach
    void start() {
        hub = DurableHub.start(DurableHubSettings.defaults().withGrpcPort(0).withManagementPort(0));
        sagas = new DurableSagaInstances(
                clients.instances("{\"rpcBaseUrl\":\"http://localhost:" + hub.grpcPort() + "\"}"));
        worker = worker(hub.grpcPort());
        book.put(Orders.pending(ORDER));
    }

    @AfterEach
    void stop() {
        worker.close();
        clients.close();
        hub.close();
    }

    @Test
    void a_happy_order_completes() {
        created();
        sent("OrderPaymentRequested");
        paid();
        sent("OrderInventoryRequested");
        tell(
                MessageTypes.INVENTORY_RESERVED,
                new InventoryReserved(ReservationId.of(ORDER), ORDER, List.of(), Orders.NOON));

        ends(OrderStatus.Completed);
    }

    @Test
    void an_order_out_of_stock_is_refunded() {
        created();
        sent("OrderPaymentRequested");
        paid();
        sent("OrderInventoryRequested");
        tell(MessageTypes.INVENTORY_FAILED, new InventoryFailed(ORDER, "short of pen", List.of(), Orders.NOON));
        sent("RefundPayment");
        refunded();

        ends(OrderStatus.Cancelled);
    }

    @Test
    void a_charge_after_the_deadline_is_refunded_although_the_saga_has_ended() {
        created();
        ends(OrderStatus.Cancelled);
        paid();
        sent("RefundPayment");
        refunded();

        await().untilAsserted(() -> assertThat(book.order(ORDER).timeline())
                .extracting("step")
                .endsWith("PaymentSucceeded", "RefundPayment", "PaymentRefunded"));
    }

    @Test
    void an_order_created_again_after_its_end_starts_nothing() {
        a_happy_order_completes();
        int sent = book.outbox().size();

        await().untilAsserted(() ->
                assertThat(sagas.raise(ORDER.value(), "Anything", NEWS)).isFalse());
        created();

        assertThat(sagas.raise(ORDER.value(), "Anything", NEWS)).isFalse();
        assertThat(book.outbox()).hasSize(sent);
    }

    @Test
    void an_instance_that_never_was_hears_nothing() {
        assertThat(sagas.raise("nobody", "Anything", NEWS)).isFalse();
    }

    private void created() {
        OrderDocument order = book.order(ORDER);
        tell(
                MessageTypes.ORDER_CREATED,
                new OrderCreated(
                        ORDER, order.customerId(), order.totalAmount(), "EUR", "api", order.items(), Orders.NOON));
    }

    private void paid() {
        tell(
                MessageTypes.PAYMENT_SUCCEEDED,
                new PaymentSucceeded(PaymentId.of(ORDER), ORDER, Amount.of("19.90"), Orders.NOON));
    }

    private void refunded() {
        tell(
                MessageTypes.PAYMENT_REFUNDED,
                new PaymentRefunded(RefundId.of(ORDER), PaymentId.of(ORDER), ORDER, Amount.of("19.90"), Orders.NOON));
    }

    private <T> void tell(MessageType<T> type, T data) {
        String id = EventIds.of(type, ORDER.value());
        router.route(new Envelope<>(id, type, ORDER.value(), Orders.NOON, null, "corr-1", "corr-1", data), sagas);
    }

    private void sent(String subject) {
        await().untilAsserted(() ->
                assertThat(book.outbox()).extracting(OutboxEntry::subject).contains(subject));
    }

    private void ends(OrderStatus status) {
        await().untilAsserted(() -> assertThat(book.order(ORDER).status()).isEqualTo(status));
    }

    private DurableTaskGrpcWorker worker(int port) {
        var builder = new DurableTaskGrpcWorkerBuilder()
                .port(port)
                .addOrchestration(orchestrator(OrderSaga.NAME, OrderSaga::run))
                .addOrchestration(orchestrator(OrderRepair.NAME, OrderRepair::run));
        Arrays.stream(SagaStep.class.getPermittedSubclasses())
                .forEach(step -> builder.addActivity(new Activity(step.getSimpleName())));
        DurableTaskGrpcWorker built = builder.build();
        built.start();
        return built;
    }

    private static TaskOrchestrationFactory orchestrator(String name, OrchestratorFunction<String> orchestrator) {
        return new TaskOrchestrationFactory() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public TaskOrchestration create() {
                return context -> context.complete(orchestrator.apply(context));
            }
        };
    }

    /** Gives its outcome as text, which the SDK quotes: the saga must read that as well as bare JSON. */
    private final class Activity implements TaskActivityFactory, TaskActivity {

        private final String name;

        Activity(String name) {
            this.name = name;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public TaskActivity create() {
            return this;
        }

        @Override
        public Object run(TaskActivityContext context) {
            return Json.write(steps.take(Json.read(context.getInput(JsonNode.class), SagaStep.class)));
        }
    }
}
