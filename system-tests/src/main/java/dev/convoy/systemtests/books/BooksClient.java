package dev.convoy.systemtests.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.ApiException;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.Ledger;
import dev.convoy.systemtests.client.OrdersClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the books of a running system and has its events replayed. Confined to one thread; asks for ledgers side by side. */
public final class BooksClient {

    /** Contexts with an outbox. */
    public static final List<String> CONTEXTS = List.of("orders", "payments", "reservations");

    private static final String DEAD_LETTERS = "/operations/dead-letters";
    private static final int SIDE_BY_SIDE = 16;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final OrdersClient api;
    private final Map<String, String> headers;

    /** @param key function key of the host, empty if it asks for none */
    public BooksClient(OrdersClient api, String key) {
        this.api = api;
        this.headers = key.isEmpty() ? Map.of() : Map.of("x-functions-key", key);
    }

    /**
     * Checks the books again and again until they balance with nothing under way, or so long; answers what was found last. In a system
     * that works, what is under way now may have ended a moment later.
     *
     * @throws ApiException if the system does not answer or refuses
     */
    public Findings check(Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (true) {
            Findings findings = Audit.of(snapshot());
            if ((findings.balance() && findings.atRest()) || Instant.now().isAfter(end)) {
                return findings;
            }
            pause();
        }
    }

    /**
     * Publishes a context's events of a time again, page by page.
     *
     * @param to exclusive
     * @param subscription one subscription of the topic, or {@code all}
     * @return how many
     */
    public int replay(String context, Instant from, Instant to, String subscription) {
        int published = 0;
        Optional<String> continuation = Optional.empty();
        do {
            ObjectNode wish = JsonNodeFactory.instance
                    .objectNode()
                    .put("context", context)
                    .put("from", from.toString())
                    .put("to", to.toString())
                    .put("subscriber", subscription);
            continuation.ifPresent(token -> wish.put("continuation", token));
            JsonNode page = good(api.call("POST", "/operations/replay", wish.toString(), headers));
            published += page.path("published").asInt();
            continuation = continuation(page);
        } while (continuation.isPresent());
        return published;
    }

    /** Where messages lie that were given up, with how many. */
    public List<JsonNode> deadLetterPlaces() {
        return rows(get(DEAD_LETTERS), "places");
    }

    /** The messages that lie there, oldest first. */
    public List<JsonNode> deadLetters(String entity) {
        List<JsonNode> all = new ArrayList<>();
        List<JsonNode> page;
        do {
            long after = all.isEmpty() ? 0 : all.getLast().path("sequence").asLong();
            page = rows(get(DEAD_LETTERS + "?entity=" + entity + "&after=" + after), "messages");
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /** One of them, with its body. */
    public JsonNode deadLetter(String entity, long sequence) {
        return get(DEAD_LETTERS + "?entity=" + entity + "&sequence=" + sequence);
    }

    /** Resubmits or discards one. */
    public void repair(String deed, String entity, long sequence, String note) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("deed", deed)
                .put("entity", entity)
                .put("sequence", sequence)
                .put("note", note);
        JsonNode done = good(api.call("POST", DEAD_LETTERS, wish.toString(), headers));
        if (!done.path("done").asText().equals(deed)) {
            throw new ApiException("the system answered " + done);
        }
    }

    /** Who did what there, newest first. */
    public List<JsonNode> repairs(String entity) {
        return rows(get(DEAD_LETTERS + "/history?entity=" + entity), "history");
    }

    private static List<JsonNode> rows(JsonNode page, String name) {
        List<JsonNode> rows = new ArrayList<>();
        page.path(name).forEach(rows::add);
        return rows;
    }

    private Snapshot snapshot() {
        List<JsonNode> orders = pages("/operations/orders", "orders");
        List<OrderEntry> entries = new ArrayList<>();
        for (int i = 0; i < orders.size(); i += SIDE_BY_SIDE) {
            List<JsonNode> some = orders.subList(i, Math.min(orders.size(), i + SIDE_BY_SIDE));
            entries.addAll(Crowd.atOnce(some.size(), n -> OrderEntry.of(some.get(n), ledger(some.get(n)))));
        }
        List<Snapshot.Level> products = pages("/operations/stock", "products").stream()
                .map(Snapshot.Level::of)
                .toList();
        return counted(entries, products);
    }

    private Snapshot counted(List<OrderEntry> orders, List<Snapshot.Level> products) {
        Instant now = Instant.now();
        Instant first = orders.stream()
                .map(OrderEntry::createdAt)
                .min(Instant::compareTo)
                .orElse(now);
        String span = "from=" + first.truncatedTo(ChronoUnit.DAYS) + "&to="
                + now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        JsonNode totals = get("/analytics/summary?bucket=day&" + span).path("totals");
        Map<String, Long> events = new TreeMap<>();
        totals.path("events")
                .properties()
                .forEach(event -> events.put(event.getKey(), event.getValue().asLong()));
        return new Snapshot(
                orders,
                products,
                events,
                new BigDecimal(totals.path("charged").asText("0")),
                new BigDecimal(totals.path("refunded").asText("0")));
    }

    private Ledger ledger(JsonNode order) {
        Answer answer =
                api.call("GET", "/payments?orderId=" + order.path("orderId").asText(), "", headers);
        return Ledger.of(answer.status() == NOT_FOUND ? JsonNodeFactory.instance.objectNode() : good(answer));
    }

    private List<JsonNode> pages(String path, String rows) {
        List<JsonNode> all = new ArrayList<>();
        Optional<String> continuation = Optional.empty();
        do {
            JsonNode page = get(
                    path + continuation.map(token -> "?continuation=" + token).orElse(""));
            page.path(rows).forEach(all::add);
            continuation = continuation(page);
        } while (continuation.isPresent());
        return all;
    }

    private static Optional<String> continuation(JsonNode page) {
        return Optional.of(page.path("continuation").asText("")).filter(token -> !token.isEmpty());
    }

    private JsonNode get(String path) {
        return good(api.call("GET", path, "", headers));
    }

    private static JsonNode good(Answer answer) {
        if (answer.status() != OK) {
            throw new ApiException("the system answered " + problem(answer));
        }
        return answer.body();
    }

    /** A problem document in one line for a person. */
    private static String problem(Answer answer) {
        String detail = answer.body().path("detail").asText(answer.body().toString());
        StringBuilder line = new StringBuilder(answer.status() + ": " + detail);
        answer.body().path("errors").forEach(error -> line.append(' ')
                .append(error.path("field").asText())
                .append(' ')
                .append(error.path("problem").asText())
                .append('.'));
        return line.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted between two checks", interrupted);
        }
    }
}
