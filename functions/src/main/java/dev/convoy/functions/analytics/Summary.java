package dev.convoy.functions.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.store.StoredDocument;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What happened between two times, per bucket and in all. Stateless. */
final class Summary {

    private static final Set<String> DESCRIPTION = Set.of("id", "bucket", "kind", "width", "start", "ttl");
    private static final Set<String> MONEY = Set.of(Tally.CHARGED, Tally.REFUNDED);

    private final EventCounters counters;

    Summary(EventCounters counters) {
        this.counters = counters;
    }

    /** @param to exclusive */
    ObjectNode between(Instant from, Instant to, BucketWidth width) {
        List<StoredDocument> found = days(from, to)
                .flatMap(day -> counters.read(day, width).stream())
                .filter(counter -> isWithin(start(counter), from, to))
                .sorted(Comparator.comparing(Summary::start))
                .toList();
        Map<String, Long> totals = new TreeMap<>();
        ObjectNode summary = Json.mapper()
                .createObjectNode()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("bucket", width.text());
        ArrayNode buckets = summary.putArray("buckets");
        for (StoredDocument counter : found) {
            Map<String, Long> counts = counts(counter);
            counts.forEach((field, count) -> totals.merge(field, count, Long::sum));
            buckets.add(view(counts).put("start", start(counter).toString()));
        }
        summary.set("totals", view(totals));
        return summary;
    }

    private static Stream<LocalDate> days(Instant from, Instant to) {
        return BucketWidth.dayOf(from).datesUntil(BucketWidth.dayOf(to).plusDays(1));
    }

    private static boolean isWithin(Instant start, Instant from, Instant to) {
        return !start.isBefore(from) && start.isBefore(to);
    }

    private static Instant start(StoredDocument counter) {
        return Instant.parse(counter.text("start"));
    }

    private static Map<String, Long> counts(StoredDocument counter) {
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : counter.content().properties()) {
            if (!DESCRIPTION.contains(field.getKey())) {
                counts.put(field.getKey(), field.getValue().longValue());
            }
        }
        return counts;
    }

    private static ObjectNode view(Map<String, Long> counts) {
        ObjectNode view = Json.mapper().createObjectNode();
        ObjectNode events = view.putObject("events");
        counts.forEach((field, count) -> {
            if (!MONEY.contains(field)) {
                events.put(field, count);
            }
        });
        view.put("charged", Tally.money(counts.getOrDefault(Tally.CHARGED, 0L)));
        view.put("refunded", Tally.money(counts.getOrDefault(Tally.REFUNDED, 0L)));
        return view;
    }
}
