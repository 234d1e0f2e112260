package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Findings in the container {@code lookup-cache}, shared by all instances, one document a key. Stateless.
 *
 * <pre>
 * (none) ──create──► leased ──found──► fresh ──time──► stale ──replace──► leased
 *                      │ ▲ renewed while its holder looks
 *                      └─┴─ holder died or found nothing out: free at once, or when the lease ends
 * </pre>
 *
 * Who holds the lease looks; the others wait for the finding. A holder that dies delays others by one lease, no more; one that is slow
 * keeps its lease, so that nobody else makes the call meanwhile.
 */
public final class SharedFindings {

    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Longer than any service's deadline: whoever waits that long has nobody left to tell. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String ID = "finding";

    private final DocumentStore store;
    private final Clock clock;
    private final Timing timing;

    public SharedFindings(DocumentStore store, Clock clock, Timing timing) {
        this.store = store;
        this.clock = clock;
        this.timing = timing;
    }

    /** Lets time pass, and does things while it does. */
    public interface Timing {

        void pause(Duration duration);

        /** Repeats the task beside the caller until the answer is run. */
        Runnable every(Duration duration, Runnable task);
    }

    /** What is known now, and whether somebody had found it before. */
    record Looked(FindingCache.Known known, boolean cached) {}

    /** @throws ProviderException if looking fails, or somebody else has been looking for longer than anybody waits */
    Looked findOrLook(String key, Supplier<FindingCache.Known> look) {
        Instant patience = clock.instant().plus(PATIENCE);
        Optional<String> etag = take(key, Optional.empty());
        while (etag.isEmpty()) {
            Optional<StoredDocument> there = store.read(key, ID);
            Optional<FindingCache.Known> known = there.flatMap(this::fresh);
            if (known.isPresent()) {
                return new Looked(known.get(), true);
            }
            if (there.filter(this::isLeased).isEmpty()) {
                etag = take(key, there);
            } else if (clock.instant().isAfter(patience)) {
                throw ProviderException.passing("another instance is still asking", null);
            } else {
                timing.pause(LOOK_AGAIN);
            }
        }
        return new Looked(lookAndShare(new Lease(key, etag.get()), look), false);
    }

    private FindingCache.Known lookAndShare(Lease lease, Supplier<FindingCache.Known> look) {
        Runnable stop = timing.every(RENEWED_EVERY, lease::renew);
        FindingCache.Known known;
        try {
            known = look.get();
        } catch (RuntimeException e) {
            lease.giveBack();
            throw e;
        } finally {
            stop.run();
        }
        store.commit(lease.key, List.of(new Write.Upsert(document(lease.key, known))));
        return known;
    }

    private Optional<FindingCache.Known> fresh(StoredDocument document) {
        if (!document.content().hasNonNull("freshUntil")) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), Instant.parse(document.text("freshUntil")));
        return left.isNegative() || left.isZero()
                ? Optional.empty()
                : Optional.of(new FindingCache.Known(finding(document), left));
    }

    private boolean isLeased(StoredDocument document) {
        return document.content().hasNonNull("leasedUntil")
                && Instant.parse(document.text("leasedUntil")).isAfter(clock.instant());
    }

    /** Takes the lease in place of what is there; the etag if nobody else was faster. */
    private Optional<String> take(String key, Optional<StoredDocument> there) {
        ObjectNode lease = leased(key, clock.instant().plus(LEASE));
        Write write =
                there.<Write>map(old -> new Write.Replace(lease, old.etag())).orElseGet(() -> new Write.Create(lease));
        return etag(store.commit(key, List.of(write)));
    }

    private static Optional<String> etag(CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Committed committed
                ? Optional.of(committed.etags().getFirst())
                : Optional.empty();
    }

    private static StoredFinding finding(StoredDocument document) {
        ObjectNode content = document.content();
        if (content.hasNonNull("data")) {
            return new StoredFinding.Inline(content.get("data"), document.number("sizeBytes"));
        }
        return content.hasNonNull("location")
                ? new StoredFinding.At(Json.read(content.get("location"), ResultLocation.class))
                : new StoredFinding.Nothing();
    }

    private ObjectNode document(String key, FindingCache.Known known) {
        ObjectNode document = base(key, known.freshFor());
        document.put("freshUntil", clock.instant().plus(known.freshFor()).toString());
        switch (known.finding()) {
            case StoredFinding.Inline(var data, long size) ->
                document.put("sizeBytes", size).set("data", data);
            case StoredFinding.At(ResultLocation location) ->
                document.set("location", Json.mapper().valueToTree(location));
            case StoredFinding.Nothing nothing -> document.put("nothing", true);
        }
        return document;
    }

    private ObjectNode leased(String key, Instant until) {
        return base(key, LEASE).put("leasedUntil", until.toString());
    }

    private ObjectNode base(String key, Duration ttl) {
        ObjectNode document = Json.mapper().createObjectNode();
        return document.put("id", ID)
                .put(store.partitionKeyName(), key)
                .put("kind", ID)
                .put("ttl", Math.max(1, ttl.toSeconds()));
    }

    /** The right to look, held by this process. Guarded by its own lock: it is renewed beside the look. */
    private final class Lease {

        private final String key;
        private String etag;
        private boolean lost;

        private Lease(String key, String etag) {
            this.key = key;
            this.etag = etag;
        }

        private synchronized void renew() {
            replace(clock.instant().plus(LEASE));
        }

        private synchronized void giveBack() {
            replace(clock.instant());
            lost = true;
        }

        private void replace(Instant until) {
            if (!lost) {
                Optional<String> renewed =
                        etag(store.commit(key, List.of(new Write.Replace(leased(key, until), etag))));
                lost = renewed.isEmpty();
                etag = renewed.orElse(etag);
            }
        }
    }
}
