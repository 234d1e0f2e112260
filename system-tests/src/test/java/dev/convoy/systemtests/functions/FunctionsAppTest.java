package dev.convoy.systemtests.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.inventory.ItemQuantity;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.ServiceBusConfig;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The staged functions app alone, on the emulators and the local host; the test plays the saga. */
class FunctionsAppTest {

    private static final Path STAGED = Path.of("..", "functions", "target", "azure-functions", "convoy-functions");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ORDER_SYSTEM = Set.of(
            "PlaceOrder",
            "OrderStatus",
            "ListOrders",
            "CancelOrder",
            "OrderOutbox",
            "PaymentCommands",
            "PaymentOutbox",
            "Payments",
            "InventoryCommands",
            "ReservationOutbox",
            "SetStock",
            "ProductAvailability",
            "NotificationEvents",
            "NotificationRetries",
            "Notifications",
            "AnalyticsEvents",
            "AnalyticsRetries",
            "AnalyticsSummary",
            "HealthLive",
            "HealthReady");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ServiceBusEmulator bus;
    private static CosmosEmulator cosmos;
    private static FunctionsHost host;
    private static ServiceBusReceiverClient saga;

    @BeforeAll
    static void an_app() throws Exception {
        bus = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(ServiceBusConfig.json()));
        cosmos = CosmosEmulator.start(CosmosEmulatorSettings.defaults().withPort(0));
        host = FunctionsHost.start(FunctionsHostSettings.of(STAGED)
                .withPort(0)
                .withOnly(ORDER_SYSTEM)
                .withWorkerJvmOptions(List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-DCOSMOS.HTTP_CONNECTION_WITHOUT_TLS_ALLOWED=true",
                        "-DCOSMOS.DISABLE_IMDS_ACCESS=true"))
                .withAppSettings(Map.of(
                        "ServiceBusConnection",
                        bus.connectionString(),
                        "CosmosConnection",
                        cosmos.connectionString())));
        host.awaitReady(PATIENCE);
        Awaitility.await().atMost(PATIENCE).until(() -> get("/api/health/ready").statusCode() == 200);
        saga = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .topicName(Entities.EVENTS)
                .subscriptionName(Entities.ORDER_SAGA)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient();
    }

    @AfterAll
    static void no_app() {
        saga.close();
        host.close();
        cosmos.close();
        bus.close();
    }

    @Test
    void an_order_is_announced_charged_reserved_told_and_counted() throws Exception {
        assertThat(put("/api/products/pen/stock", "{\"available\":5}").statusCode())
                .isEqualTo(200);
        HttpResponse<String> placed = place(UUID.randomUUID().toString(), "pen");
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(202);
        OrderId order = new OrderId(json(placed).path("orderId").asText());

        Envelope<?> created = await(MessageTypes.ORDER_CREATED, order);
        command(
                Entities.PAYMENT_COMMANDS,
                created.causes(
                        "charge-" + order,
                        MessageTypes.ORDER_PAYMENT_REQUESTED,
                        Instant.now(),
                        new OrderPaymentRequested(
                                order, new CustomerId("ada"), Amount.of("19.90"), "tok_timeout_then_success")));
        await(MessageTypes.PAYMENT_SUCCEEDED, order);
        command(
                Entities.INVENTORY_COMMANDS,
                created.causes(
                        "reserve-" + order,
                        MessageTypes.ORDER_INVENTORY_REQUESTED,
                        Instant.now(),
                        new OrderInventoryRequested(order, List.of(new ItemQuantity(new ProductId("pen"), 2)))));
        await(MessageTypes.INVENTORY_RESERVED, order);
        command(
                Entities.EVENTS,
                created.causes(
                        "completed-" + order,
                        MessageTypes.ORDER_COMPLETED,
                        Instant.now(),
                        new OrderCompleted(order, Instant.now())));

        JsonNode payment = json(get("/api/payments?orderId=" + order));
        assertThat(payment.path("status").asText()).isEqualTo("Succeeded");
        assertThat(payment.path("ledger")).hasSize(2);
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        json(get("/api/products/pen/availability"))
                                .path("available")
                                .asInt())
                .isEqualTo(3));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        json(get("/api/notifications?orderId=" + order))
                                .path("notifications")
                                .path(0)
                                .path("state")
                                .asText())
                .isEqualTo("Sent"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        json(get("/api/analytics/summary?bucket=hour"))
                                .path("totals")
                                .path("events")
                                .path("OrderCompleted")
                                .asInt())
                .isEqualTo(1));
    }

    @Test
    void repeated_and_bad_requests_are_answered_as_promised() throws Exception {
        put("/api/products/ink/stock", "{\"available\":5}");
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = place(key, "ink");

        assertThat(place(key, "ink").body()).isEqualTo(first.body());
        assertThat(place(UUID.randomUUID().toString(), "unicorn").body()).contains("items[0].productId");
        assertThat(put("/api/products/ink/stock", "{\"available\":-1}").statusCode())
                .isEqualTo(400);
        HttpResponse<String> order =
                get(String.valueOf(first.headers().firstValue("Location").orElseThrow()));
        HttpResponse<String> unchanged = HTTP.send(
                request(URI.create(order.uri().toString()))
                        .header(
                                "If-None-Match",
                                order.headers().firstValue("ETag").orElseThrow())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(json(get("/api/orders?customerId=ada&pageSize=1")).path("orders"))
                .hasSize(1);
        assertThat(get("/api/orders/ord-nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void nonsense_on_a_queue_is_parked() {
        send(Entities.PAYMENT_COMMANDS, new ServiceBusMessage("nonsense").setMessageId("nonsense-1"));

        try (ServiceBusReceiverClient parked = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .receiver()
                .queueName(Entities.PARKED_MESSAGES)
                .buildClient()) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(parked.peekMessages(10))
                    .anySatisfy(message -> assertThat(message.getApplicationProperties())
                            .containsEntry("messageId", "nonsense-1")
                            .containsEntry("origin", Entities.PAYMENT_COMMANDS)));
        }
    }

    private static Envelope<?> await(MessageType<?> type, OrderId order) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            for (ServiceBusReceivedMessage message : saga.receiveMessages(1, Duration.ofSeconds(2))) {
                Envelope<?> envelope = Envelopes.read(message.getBody().toString());
                if (envelope.type().equals(type) && envelope.subject().equals(order.value())) {
                    return envelope;
                }
            }
        }
        throw new AssertionError("no " + type.shortName() + " of " + order);
    }

    private static void command(String entity, Envelope<?> envelope) {
        ServiceBusMessage message = new ServiceBusMessage(Envelopes.write(envelope))
                .setMessageId(envelope.id())
                .setSubject(envelope.type().shortName());
        message.getApplicationProperties().put("type", envelope.type().name());
        send(entity, message);
    }

    private static void send(String entity, ServiceBusMessage message) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(bus.connectionString())
                .sender()
                .queueName(entity)
                .buildClient()) {
            sender.sendMessage(message);
        }
    }

    private static HttpResponse<String> place(String key, String product) throws Exception {
        String body = """
                {"customerId":"ada","items":[{"productId":"%s","quantity":2,"price":"9.95"}],"paymentToken":"tok_approve"}
                """.formatted(product);
        return HTTP.send(
                request(host.url().resolve("/api/orders"))
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> put(String path, String body) throws Exception {
        return HTTP.send(
                request(host.url().resolve(path))
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(host.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body(), JsonNode.class);
    }
}
