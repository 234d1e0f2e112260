package dev.convoy.functions.platform.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far publishing is behind writing, for each container whose feed this instance relays: the age of the oldest entry in hand
 * while it cannot be published, and of the last one when it was. To the second, since Cosmos DB stamps documents so. Safe for use by several
 * threads.
 */
public final class OutboxLag {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLag.class);
    /** More than this is said aloud. */
    private static final Duration WORTH_SAYING = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<String, Instant> inHand = new ConcurrentHashMap<>();
    private final Map<String, Duration> last = new ConcurrentHashMap<>();
    private final Map<String, Long> published = new ConcurrentHashMap<>();

    public OutboxLag(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How one container's outbox is doing.
     *
     * @param published entries since this instance started
     */
    public record Reading(Duration lag, long published) {}

    /** A page was read and is about to be published, now or again. */
    void taken(String container, List<JsonNode> page) {
        oldest(page).ifPresent(written -> {
            inHand.put(container, written);
            Duration lag = since(written);
            if (lag.compareTo(WORTH_SAYING) > 0) {
                LOG.atWarn()
                        .addKeyValue("container", container)
                        .addKeyValue("outboxLagMs", lag.toMillis())
                        .log("outbox lags");
            }
        });
    }

    /** All of the page is published. */
    void done(String container, int entries) {
        Instant written = inHand.remove(container);
        if (written != null) {
            last.put(container, since(written));
            published.merge(container, (long) entries, Long::sum);
        }
    }

    /** By container. */
    public Map<String, Reading> read() {
        Map<String, Reading> readings = new TreeMap<>();
        last.forEach(
                (container, lag) -> readings.put(container, new Reading(lag, published.getOrDefault(container, 0L))));
        inHand.forEach((container, written) ->
                readings.put(container, new Reading(since(written), published.getOrDefault(container, 0L))));
        return readings;
    }

    private Duration since(Instant written) {
        Duration age = Duration.between(written, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Optional<Instant> oldest(List<JsonNode> page) {
        return page.stream()
                .filter(document ->
                        OutboxEntry.KIND.equals(document.path("kind").asText()))
                .map(document -> Instant.ofEpochSecond(document.path("_ts").asLong()))
                .filter(written -> written.isAfter(Instant.EPOCH))
                .min(Instant::compareTo);
    }
}
