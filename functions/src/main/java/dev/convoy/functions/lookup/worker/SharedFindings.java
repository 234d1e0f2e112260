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
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Findings in the container {@code lookup-cache}, shared by all instances. Per key there are two documents: {@code finding} and {@code
 * lease}. Who holds the lease looks; the others wait for the finding, at most until the lease ends, and then look themselves. A
 * holder that dies delays others by one lease, no more. Stateless.
 */
public final class SharedFindings {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String FINDING = "finding";
    private static final String LEASE_ID = "lease";

    private final DocumentStore store;
    private final Clock clock;
    private final Pause pause;

    public SharedFindings(DocumentStore store, Clock clock, Pause pause) {
        this.store = store;
        this.clock = clock;
        this.pause = pause;
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void forAbout(Duration duration);
    }

    /** What is known now, and whether somebody had found it before. */
    record Looked(FindingCache.Known known, boolean cached) {}

    Looked findOrLook(String key, Supplier<FindingCache.Known> look) {
        Instant patience = clock.instant().plus(LEASE);
        while (true) {
            Optional<FindingCache.Known> found = fresh(key);
            if (found.isPresent()) {
                return new Looked(found.get(), true);
            }
            if (takeFirst(key)) {
                return new Looked(lookAndShare(key, look), false);
            }
            if (takeOver(key) || clock.instant().isAfter(patience)) {
                Optional<FindingCache.Known> meanwhile = fresh(key); // the last holder may just have finished
                return meanwhile
                        .map(known -> new Looked(known, true))
                        .orElseGet(() -> new Looked(lookAndShare(key, look), false));
            }
            pause.forAbout(LOOK_AGAIN);
        }
    }

    private FindingCache.Known lookAndShare(String key, Supplier<FindingCache.Known> look) {
        FindingCache.Known known;
        try {
            known = look.get();
        } catch (RuntimeException e) {
            store.commit(key, List.of(new Write.Upsert(lease(key, clock.instant()))));
            throw e;
        }
        store.commit(
                key, List.of(new Write.Upsert(document(key, known)), new Write.Upsert(lease(key, clock.instant()))));
        return known;
    }

    private Optional<FindingCache.Known> fresh(String key) {
        return store.read(key, FINDING).flatMap(document -> {
            Duration left = Duration.between(clock.instant(), Instant.parse(document.text("freshUntil")));
            return left.isNegative() || left.isZero()
                    ? Optional.empty()
                    : Optional.of(new FindingCache.Known(finding(document), left));
        });
    }

    /** Takes a lease that nobody has had of late. */
    private boolean takeFirst(String key) {
        ObjectNode wanted = lease(key, clock.instant().plus(LEASE));
        return store.commit(key, List.of(new Write.Create(wanted))) instanceof CommitOutcome.Committed;
    }

    /** Takes a lease that was given back or has run out. */
    private boolean takeOver(String key) {
        Optional<StoredDocument> lease = store.read(key, LEASE_ID);
        boolean held =
                lease.isPresent() && Instant.parse(lease.get().text("until")).isAfter(clock.instant());
        if (held) {
            return false;
        }
        ObjectNode wanted = lease(key, clock.instant().plus(LEASE));
        Write write = lease.<Write>map(old -> new Write.Replace(wanted, old.etag()))
                .orElseGet(() -> new Write.Create(wanted));
        return store.commit(key, List.of(write)) instanceof CommitOutcome.Committed;
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
        ObjectNode document = base(FINDING, key, known.freshFor());
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

    private ObjectNode lease(String key, Instant until) {
        return base(LEASE_ID, key, LEASE)
                .put("until", until.toString())
                .put("holder", UUID.randomUUID().toString());
    }

    private ObjectNode base(String id, String key, Duration ttl) {
        ObjectNode document = Json.mapper().createObjectNode();
        return document.put("id", id)
                .put(store.partitionKeyName(), key)
                .put("kind", id)
                .put("ttl", Math.max(1, ttl.toSeconds()));
    }
}
