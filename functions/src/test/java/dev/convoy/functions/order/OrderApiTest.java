package dev.convoy.functions.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.functions.Published;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OrderApiTest {

    private static final String BODY = """
            {"customerId":"ada","items":[{"productId":"pen","quantity":2,"price":"9.95"}],"paymentToken":"tok_approve"}
            """;

    private final InMemoryDocumentStore store = new InMemoryDocumentStore("orderId");
    private final OrderBook book = new OrderBook(store);
    private final Follower<OrderId> followers = new Follower<>(Clock.systemUTC(), 10, Duration.ofHours(1));
    private final PlaceOrderHttp placing = new PlaceOrderHttp(
            new PlaceOrder(book, product -> product.value().equals("pen"), "EUR", Sample.CLOCK), "EUR");
    private final OrderStatusHttp status = new OrderStatusHttp(new FollowOrder(book, followers));
    private final CancelOrderHttp cancelling = new CancelOrderHttp(new CancelOrder(book, Sample.CLOCK));
    private final ListOrdersHttp listing = new ListOrdersHttp(book);

    @Test
    void an_order_is_accepted_with_its_event() {
        HttpAnswer answer = place("k1", BODY);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers().get("Location")).isEqualTo("/api/orders/" + orderId(answer));
        assertThat(json(answer).path("totalAmount").asText()).isEqualTo("19.90");
        var created = Published.by(store)
                .getFirst()
                .dataAs(MessageTypes.ORDER_CREATED)
                .orElseThrow();
        assertThat(created.orderId().value()).isEqualTo(orderId(answer));
        assertThat(created.items()).hasSize(1);
    }

    @Test
    void the_same_key_and_body_get_the_same_answer_and_one_order() {
        HttpAnswer first = place("k1", BODY);
        HttpAnswer second = place("k1", BODY.replace("\"quantity\":2", " \"quantity\" : 2"));

        assertThat(second).isEqualTo(first);
        assertThat(store.all("order")).hasSize(1);
        assertThat(store.all("outbox")).hasSize(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        place("k1", BODY);

        HttpAnswer answer = place("k1", BODY.replace("\"quantity\":2", "\"quantity\":3"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(errors(answer)).containsExactly("Idempotency-Key");
    }

    @Test
    void every_bad_field_is_named_and_nothing_stored() {
        HttpAnswer answer = place("k1", """
                {"customerId":"a b","items":[{"productId":"pen","quantity":-1,"price":"1"},{"quantity":1.5,"price":9.95},7],
                 "currency":"USD"}
                """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "customerId",
                        "items[0].quantity",
                        "items[1].productId",
                        "items[1].quantity",
                        "items[1].price",
                        "items[2]",
                        "paymentToken",
                        "currency");
        assertThat(store.all("order")).isEmpty();
    }

    @Test
    void an_unknown_product_is_named() {
        HttpAnswer answer = place("k1", BODY.replace("pen", "unicorn"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("items[0].productId");
        assertThat(store.all("order")).isEmpty();
    }

    @Test
    void a_missing_key_is_named() {
        HttpAnswer answer = HttpShell.answer(() -> placing.answer(new HttpInput(Map.of(), Map.of(), BODY)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("Idempotency-Key");
    }

    @Test
    void what_is_no_json_or_no_object_or_missing_is_refused() {
        assertThat(List.of(place("k", "{oops"), place("k", "[]"), place("k", "")))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(errors(answer)).containsExactly("body");
                });
    }

    @Test
    void absurd_sizes_are_refused() {
        String item = "{\"productId\":\"pen\",\"quantity\":1,\"price\":\"1.00\"}";
        String items = String.join(",", java.util.Collections.nCopies(101, item));

        assertThat(place("k", "{\"x\":\"" + "x".repeat(1_048_577) + "\"}").status())
                .isEqualTo(413);
        assertThat(errors(place("k", "{\"customerId\":\"ada\",\"paymentToken\":\"t\",\"items\":[" + items + "]}")))
                .containsExactly("items");
    }

    @Test
    void an_order_in_the_one_currency_is_accepted_and_says_so() {
        HttpAnswer answer = place("k1", BODY.replaceFirst("\\{", "{\"currency\":\"EUR\","));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Json.read(answer.body(), JsonNode.class).path("currency").asText())
                .isEqualTo("EUR");
    }

    @Test
    void a_total_beyond_all_amounts_is_refused() {
        String item = "{\"productId\":\"pen\",\"quantity\":10000,\"price\":\"999999999.99\"}";

        HttpAnswer answer =
                place("k1", "{\"customerId\":\"ada\",\"paymentToken\":\"tok_approve\",\"items\":[" + item + "]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("items");
        assertThat(store.all("order")).isEmpty();
    }

    @Test
    void a_token_that_cannot_be_one_is_refused() {
        assertThat(errors(place("k1", BODY.replace("tok_approve", "tok approve"))))
                .containsExactly("paymentToken");
        assertThat(errors(place("k2", BODY.replace("tok_approve", "t".repeat(65)))))
                .containsExactly("paymentToken");
        assertThat(place("k3", BODY.replace("tok_approve", "t".repeat(64))).status())
                .isEqualTo(202);
    }

    @Test
    void an_order_is_shown_without_its_secrets() {
        String id = orderId(place("k1", BODY));

        HttpAnswer answer = look(id, Map.of(), Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("Pending");
        assertThat(json(answer).path("timeline").path(0).path("step").asText()).isEqualTo("OrderCreated");
        assertThat(answer.body()).doesNotContain("tok_approve").doesNotContain("requestDigest");
    }

    @Test
    void an_unchanged_order_is_not_sent_again() {
        String id = orderId(place("k1", BODY));
        String etag = look(id, Map.of(), Map.of()).headers().get("ETag");

        assertThat(look(id, Map.of("If-None-Match", etag), Map.of()).status()).isEqualTo(304);
        assertThat(look(id, Map.of("If-None-Match", "\"other\""), Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void an_unknown_order_is_not_found() {
        assertThat(look("ord-nothing", Map.of(), Map.of()).status()).isEqualTo(404);
        assertThat(look("what is this", Map.of(), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void a_bad_wait_is_named() {
        String id = orderId(place("k1", BODY));

        assertThat(errors(look(id, Map.of(), Map.of("wait", "20")))).containsExactly("wait");
        assertThat(errors(look(id, Map.of(), Map.of("wait", "PT61S")))).containsExactly("wait");
    }

    @Test
    void a_wait_ends_with_the_signal_of_a_change() throws Exception {
        String id = orderId(place("k1", BODY));
        String etag = look(id, Map.of(), Map.of()).headers().get("ETag");

        CompletableFuture<HttpAnswer> waiting =
                CompletableFuture.supplyAsync(() -> look(id, Map.of("If-None-Match", etag), Map.of("wait", "PT20S")));
        move(id, "Paid");
        Awaitility.await().until(() -> {
            followers.signal(new OrderId(id)); // before the caller waits it goes unheard
            return waiting.isDone();
        });

        assertThat(json(waiting.get(10, TimeUnit.SECONDS)).path("status").asText())
                .isEqualTo("Paid");
    }

    @Test
    void a_wait_without_version_ends_when_the_order_is_final() {
        String id = orderId(place("k1", BODY));
        move(id, "Completed");

        HttpAnswer answer = look(id, Map.of(), Map.of("wait", "PT20S"));

        assertThat(json(answer).path("status").asText()).isEqualTo("Completed");
    }

    @Test
    void a_wait_in_vain_shows_the_order_as_it_is() {
        String id = orderId(place("k1", BODY));

        HttpAnswer answer = look(id, Map.of(), Map.of("wait", "PT0.05S"));

        assertThat(json(answer).path("status").asText()).isEqualTo("Pending");
    }

    @Test
    void too_many_waiters_are_turned_away() {
        String id = orderId(place("k1", BODY));
        OrderStatusHttp crowded =
                new OrderStatusHttp(new FollowOrder(book, new Follower<>(Clock.systemUTC(), 0, Duration.ofHours(1))));

        HttpAnswer answer =
                HttpShell.answer(() -> crowded.answer(id, new HttpInput(Map.of(), Map.of("wait", "PT1S"), "")));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsKey("Retry-After");

        move(id, "Completed");
        assertThat(HttpShell.answer(() -> crowded.answer(id, new HttpInput(Map.of(), Map.of("wait", "PT1S"), "")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void orders_are_listed_in_pages() {
        place("k1", BODY);
        place("k2", BODY);
        place("k3", BODY.replace("ada", "bob"));

        JsonNode first = json(list(Map.of("customerId", "ada", "pageSize", "1")));
        JsonNode second = json(list(Map.of(
                "customerId",
                "ada",
                "pageSize",
                "1",
                "continuation",
                first.path("continuation").asText())));

        assertThat(first.path("orders")).hasSize(1);
        assertThat(second.path("orders")).hasSize(1);
        assertThat(second.path("orders").path(0).path("orderId"))
                .isNotEqualTo(first.path("orders").path(0).path("orderId"));
        assertThat(second.has("continuation")).isFalse();
    }

    @Test
    void a_cancellation_asks_the_saga_once_and_changes_nothing() {
        String id = orderId(place("k1", BODY));

        HttpAnswer first = cancel(id, Map.of(), "{\"reason\":\"changed my mind\"}");
        HttpAnswer second = cancel(id, Map.of(), "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        var requests = Published.by(store).stream()
                .flatMap(message -> message.dataAs(MessageTypes.ORDER_CANCELLATION_REQUESTED).stream())
                .toList();
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().reason()).isEqualTo("changed my mind");
        assertThat(json(look(id, Map.of(), Map.of())).path("status").asText()).isEqualTo("Pending");
    }

    @Test
    void a_completed_order_is_not_cancelled() {
        String id = orderId(place("k1", BODY));
        move(id, "Completed");

        assertThat(cancel(id, Map.of(), "").status()).isEqualTo(409);
        assertThat(store.all("outbox")).hasSize(1);
    }

    @Test
    void unknown_and_foreign_orders_look_the_same() {
        String id = orderId(place("k1", BODY));
        Map<String, String> stranger = Map.of("x-ms-client-principal-id", "stranger");

        assertThat(cancel("ord-nothing", Map.of(), "").status()).isEqualTo(404);
        assertThat(cancel(id, stranger, "").status()).isEqualTo(404);
        assertThat(look(id, stranger, Map.of()).status()).isEqualTo(404);
        assertThat(errors(cancel(id, Map.of(), "{\"reason\":\"\"}"))).containsExactly("reason");
    }

    @Test
    void bad_filters_are_named() {
        assertThat(errors(list(Map.of("pageSize", "0")))).containsExactly("pageSize");
        assertThat(errors(list(Map.of("status", "Lost")))).containsExactly("status");
        assertThat(errors(list(Map.of("continuation", "%%%")))).containsExactly("continuation");
        assertThat(errors(list(Map.of("continuation", "bm9uc2Vuc2U")))).containsExactly("continuation");
    }

    private void move(String id, String to) {
        StoredDocument stored = store.read(id, id).orElseThrow();
        ObjectNode moved = stored.content().put("status", to);
        assertThat(moved.path("kind").asText()).isEqualTo(OrderDocument.KIND);
        store.commit(id, List.of(new Write.Replace(moved, stored.etag())));
    }

    private HttpAnswer place(String key, String body) {
        return HttpShell.answer(() -> placing.answer(new HttpInput(Map.of("Idempotency-Key", key), Map.of(), body)));
    }

    private HttpAnswer look(String id, Map<String, String> headers, Map<String, String> query) {
        return HttpShell.answer(() -> status.answer(id, new HttpInput(headers, query, "")));
    }

    private HttpAnswer cancel(String id, Map<String, String> headers, String body) {
        return HttpShell.answer(() -> cancelling.answer(id, new HttpInput(headers, Map.of(), body)));
    }

    private HttpAnswer list(Map<String, String> query) {
        return HttpShell.answer(() -> listing.answer(new HttpInput(Map.of(), query, "")));
    }

    private static String orderId(HttpAnswer answer) {
        return json(answer).path("orderId").asText();
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    private static List<String> errors(HttpAnswer answer) {
        return json(answer).path("errors").findValuesAsText("field");
    }
}
