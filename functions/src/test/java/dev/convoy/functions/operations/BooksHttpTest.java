package dev.convoy.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BooksHttpTest {

    private final InMemoryDocumentStore orders = new InMemoryDocumentStore("orderId");
    private final InMemoryDocumentStore stock = new InMemoryDocumentStore("productId");
    private final BooksHttp books = new BooksHttp(orders, stock);

    @Test
    void orders_of_all_clients_come_without_their_secrets() {
        order("o1", "ada");
        order("o2", "bob");

        JsonNode page = json(books.orders(query(Map.of())));

        assertThat(page.path("orders").findValuesAsText("orderId")).containsExactlyInAnyOrder("o1", "o2");
        assertThat(page.path("orders").path(0).has("paymentToken")).isFalse();
        assertThat(page.path("orders").path(0).has("clientId")).isFalse();
        assertThat(page.has("continuation")).isFalse();
    }

    @Test
    void pages_go_on_until_every_order_was_shown_once() {
        for (int i = 0; i < 1_200; i++) {
            order("o" + i, "ada");
        }
        Set<String> seen = new HashSet<>();
        JsonNode page = json(books.orders(query(Map.of())));
        seen.addAll(page.path("orders").findValuesAsText("orderId"));
        while (page.has("continuation")) {
            String next = page.path("continuation").asText();
            page = json(books.orders(query(Map.of("continuation", next))));
            seen.addAll(page.path("orders").findValuesAsText("orderId"));
        }

        assertThat(seen).hasSize(1_200);
    }

    @Test
    void every_products_level_is_shown_and_no_hold() {
        put(stock, "pen", Map.of("kind", "stock", "productId", "pen", "available", 3, "held", 2));
        put(stock, "hold-1", Map.of("kind", "hold", "productId", "pen", "quantity", 2));

        JsonNode page = json(books.stock(query(Map.of())));

        assertThat(page.path("products")).hasSize(1);
        assertThat(page.path("products").path(0))
                .isEqualTo(Json.read("{\"productId\":\"pen\",\"available\":3,\"held\":2}", JsonNode.class));
    }

    @Test
    void a_continuation_that_nobody_gave_is_refused() {
        HttpAnswer answer = HttpShell.answer(() -> books.orders(query(Map.of("continuation", "!"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo("continuation");
    }

    private void order(String id, String client) {
        put(orders, id, Map.of("kind", "order", "orderId", id, "clientId", client, "paymentToken", "tok_x"));
    }

    private static void put(InMemoryDocumentStore store, String id, Map<String, Object> fields) {
        var document = Json.tree(fields).put("id", id);
        String partition = document.path(store.partitionKeyName()).asText();
        store.commit(partition, List.of(new Write.Create(document)));
    }

    private static HttpInput query(Map<String, String> query) {
        return new HttpInput(Map.of(), query, "");
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
