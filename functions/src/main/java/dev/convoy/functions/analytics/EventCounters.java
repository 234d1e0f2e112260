package dev.convoy.functions.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.inbox.Overtaking;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counters per minute, hour and day, all of a day in one partition, beside a record of each event counted there. A batch adds
 * events to all three widths and fails as a whole if one was counted before. Safe for use by several threads.
 */
public final class EventCounters {

    /** Longer than the outbox keeps what can be replayed. */
    private static final Duration SEEN_RETENTION = Duration.ofDays(45);

    private static final String COUNTER = "counter";
    /** A patch takes ten operations. */
    private static final int FIELDS_PER_ADD = 10;
    /** With every event in a minute of its own: so many records, minutes, hours, and a day, within a batch of 100. */
    private static final int EVENTS_PER_BATCH = 25;

    private final DocumentStore store;

    /** @param store the container {@code analytics} */
    public EventCounters(DocumentStore store) {
        this.store = store;
    }

    /** Counts each event once, whatever was counted before. */
    public void count(List<Envelope<?>> events) {
        Map<LocalDate, Map<String, Envelope<?>>> days = new TreeMap<>();
        events.forEach(event -> days.computeIfAbsent(BucketWidth.dayOf(event.time()), day -> new LinkedHashMap<>())
                .put(event.id(), event));
        days.forEach((day, ofDay) -> countInChunks(day.toString(), List.copyOf(ofDay.values())));
    }

    private void countInChunks(String bucket, List<Envelope<?>> events) {
        for (int from = 0; from < events.size(); from += EVENTS_PER_BATCH) {
            countChunk(bucket, events.subList(from, Math.min(events.size(), from + EVENTS_PER_BATCH)));
        }
    }

    /** Drops what was counted before, one by one, and makes the counters that are missing. */
    private void countChunk(String bucket, List<Envelope<?>> events) {
        List<Envelope<?>> left = new ArrayList<>(events);
        for (int round = 0; round <= events.size() + 1; round++) {
            if (left.isEmpty()) {
                return;
            }
            List<Write> writes = writes(bucket, left);
            CommitOutcome outcome = store.commit(bucket, writes);
            if (!(outcome instanceof CommitOutcome.Refused refused)) {
                return;
            }
            if (refused.reason() == Refusal.EXISTS && refused.index() < left.size()) {
                left.remove(refused.index());
            } else {
                createCounters(bucket, left);
            }
        }
        throw new Overtaking.ContendedException("counters of " + bucket);
    }

    private static List<Write> writes(String bucket, List<Envelope<?>> events) {
        List<Write> writes = new ArrayList<>();
        events.forEach(event -> writes.add(new Write.Create(seen(bucket, event))));
        additions(events).forEach((id, fields) -> writes.addAll(adds(id, fields)));
        return writes;
    }

    private static Map<String, Map<String, Long>> additions(List<Envelope<?>> events) {
        Map<String, Map<String, Long>> counters = new TreeMap<>();
        for (Envelope<?> event : events) {
            Map<String, Long> tally = Tally.of(event);
            for (BucketWidth width : BucketWidth.values()) {
                Map<String, Long> counter =
                        counters.computeIfAbsent(counterId(width, event.time()), id -> new TreeMap<>());
                tally.forEach((field, by) -> counter.merge(field, by, Long::sum));
            }
        }
        return counters;
    }

    private static List<Write> adds(String id, Map<String, Long> fields) {
        List<Write> adds = new ArrayList<>();
        Map<String, Long> some = new TreeMap<>();
        for (Map.Entry<String, Long> field : fields.entrySet()) {
            some.put(field.getKey(), field.getValue());
            if (some.size() == FIELDS_PER_ADD) {
                adds.add(new Write.Add(id, some, Optional.empty()));
                some = new TreeMap<>();
            }
        }
        if (!some.isEmpty()) {
            adds.add(new Write.Add(id, some, Optional.empty()));
        }
        return adds;
    }

    private void createCounters(String bucket, List<Envelope<?>> events) {
        for (Envelope<?> event : events) {
            for (BucketWidth width : BucketWidth.values()) {
                // refused if it exists, which is as good
                store.commit(bucket, List.of(new Write.Create(counter(bucket, width, event.time()))));
            }
        }
    }

    private static ObjectNode seen(String bucket, Envelope<?> event) {
        return Json.mapper()
                .createObjectNode()
                .put("id", "seen-" + event.id())
                .put("bucket", bucket)
                .put("kind", "seen")
                .put("ttl", SEEN_RETENTION.toSeconds());
    }

    private static ObjectNode counter(String bucket, BucketWidth width, Instant time) {
        return Json.mapper()
                .createObjectNode()
                .put("id", counterId(width, time))
                .put("bucket", bucket)
                .put("kind", COUNTER)
                .put("width", width.text())
                .put("start", width.startOf(time).toString());
    }

    private static String counterId(BucketWidth width, Instant time) {
        return width.text() + "-" + width.startOf(time).toString();
    }

    /** The counters of that width on a day, in no order. */
    List<StoredDocument> read(LocalDate day, BucketWidth width) {
        List<StoredDocument> counters = new ArrayList<>();
        Optional<String> continuation = Optional.empty();
        do {
            DocumentPage page = store.find(new DocumentQuery(
                    Optional.of(day.toString()),
                    Map.of("kind", COUNTER, "width", width.text()),
                    Optional.empty(),
                    DocumentQuery.LARGEST_PAGE,
                    continuation));
            counters.addAll(page.documents());
            continuation = page.continuation();
        } while (continuation.isPresent());
        return counters;
    }
}
