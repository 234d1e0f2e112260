package dev.convoy.systemtests.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client of the order API. Safe for use by several threads. Reads are repeated while the API is away for up to half a minute, as a
 * patient user would; writes are not.
 */
public final class OrdersClient implements AutoCloseable {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(45);
    private static final Duration AWAY_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String LONG_POLL = "PT5S";
    private static final int TOO_MANY = 429;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param url where the functions app answers, such as {@code http://localhost:7071}
     */
    public OrdersClient(String url) {
        base = url + "/api";
    }

    /** Sends an order, whatever the answer. */
    public Answer post(String idempotencyKey, String body) {
        return call("POST", "/orders", body, Map.of("Idempotency-Key", idempotencyKey));
    }

    /**
     * Places an order and answers its id.
     *
     * @throws ApiException if it is not accepted
     */
    public String place(String idempotencyKey, OrderRequest order) {
        Answer answer = post(idempotencyKey, order.json().toString());
        if (answer.status() != 202) {
            throw new ApiException("order not accepted: " + answer.problem());
        }
        return answer.body().path("orderId").asText();
    }

    public OrderView order(String id) {
        return OrderView.of(read("/orders/" + id));
    }

    /** Follows an order until it is over, telling each state it is seen in. */
    public OrderView follow(String id, Duration limit, Consumer<OrderView> each) {
        Instant end = Instant.now().plus(limit);
        String query = "";
        while (true) {
            OrderView order = OrderView.of(read("/orders/" + id + query));
            each.accept(order);
            if (order.isOver()) {
                return order;
            }
            if (Instant.now().isAfter(end)) {
                throw new ApiException("order " + id + " is still " + order.status() + " after " + limit.toSeconds()
                        + " s, steps " + order.steps());
            }
            query = "?wait=" + LONG_POLL;
        }
    }

    /** The customer's orders, newest page only. */
    public List<OrderView> ordersOf(String customerId) {
        List<OrderView> orders = new ArrayList<>();
        read("/orders?customerId=" + URLEncoder.encode(customerId, StandardCharsets.UTF_8))
                .path("orders")
                .forEach(order -> orders.add(OrderView.of(order)));
        return orders;
    }

    /** Sets how many pieces of a product there are. */
    public void setStock(String productId, int available) {
        Answer answer =
                call("PUT", "/products/" + productId + "/stock", "{\"available\": " + available + "}", Map.of());
        if (answer.status() / 100 != 2) {
            throw new ApiException("stock not set: " + answer.problem());
        }
    }

    /** How many pieces of a product may still be ordered. */
    public int available(String productId) {
        return read("/products/" + productId + "/availability")
                .path("available")
                .asInt(-1);
    }

    /** The money that moved for an order. */
    public Ledger ledger(String orderId) {
        return Ledger.of(read("/payments?orderId=" + orderId));
    }

    /** Any call of the API, once. */
    public Answer call(String method, String path, String body, Map<String, String> headers) {
        try {
            return once(method, path, body, headers);
        } catch (IOException failed) {
            throw new ApiException(method + " " + path + " was not answered: " + failed, failed);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The body of a good answer, asked for until there is one; without the wait if too many wait already. */
    JsonNode read(String path) {
        Instant end = Instant.now().plus(AWAY_LIMIT);
        String asked = path;
        while (true) {
            String problem;
            try {
                Answer answer = once("GET", asked, "", Map.of());
                if (answer.status() == 200) {
                    return answer.body();
                }
                problem = answer.problem();
                if (answer.status() == TOO_MANY && asked.contains("?wait=")) {
                    asked = asked.substring(0, asked.indexOf('?'));
                } else if (answer.status() < 500) {
                    throw new ApiException("GET " + path + ": " + problem);
                }
            } catch (IOException away) {
                problem = away.toString();
            }
            if (Instant.now().isAfter(end)) {
                throw new ApiException(
                        "GET " + path + " had no good answer for " + AWAY_LIMIT.toSeconds() + " s: " + problem);
            }
            pause();
        }
    }

    private Answer once(String method, String path, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(CALL_LIMIT);
        headers.forEach(request::header);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), json(response.body()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted during " + method + " " + path, interrupted);
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted while the API was away", interrupted);
        }
    }
}
