package dev.convoy.functions.lookup.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.convoy.contracts.lookup.LookupTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known already: in this process first, then in the shared cache. Callers who want the same at once share one look, in this
 * process by a future, between processes by a short lease. Safe for use by several threads.
 */
public final class FindingCache {

    private static final int MOST_ENTRIES = 10_000;
    private static final int LARGEST_KEPT_BYTES = 64 << 10;
    private static final Duration NOTHING_FRESH_FOR = Duration.ofSeconds(60);

    private final SharedFindings shared;
    private final FindingStore store;
    private final Map<String, CompletableFuture<Known>> looking = new ConcurrentHashMap<>();
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_ENTRIES)
            .expireAfter(Expiry.<String, Known>creating((key, value) -> value.freshFor()))
            .build();

    public FindingCache(SharedFindings shared, FindingStore store) {
        this.shared = shared;
        this.store = store;
    }

    /** A stored finding and for how long it is still good. */
    record Known(StoredFinding finding, Duration freshFor) {}

    /** A finding, and whether it was known before. */
    record Answer(StoredFinding finding, boolean cached) {}

    /**
     * The finding about the target.
     *
     * @throws ProviderException if it is not known and the provider does not tell
     */
    Answer find(ServiceLookup lookup, LookupTarget target) {
        String key = lookup.service() + "|" + target.value();
        Optional<Known> here = Optional.ofNullable(known.getIfPresent(key));
        return here.map(found -> new Answer(found.finding(), true)).orElseGet(() -> together(key, lookup, target));
    }

    private Answer together(String key, ServiceLookup lookup, LookupTarget target) {
        CompletableFuture<Known> mine = new CompletableFuture<>();
        CompletableFuture<Known> theirs = looking.putIfAbsent(key, mine);
        if (theirs != null) {
            return new Answer(joined(theirs).finding(), true);
        }
        try {
            SharedFindings.Looked looked = shared.findOrLook(key, () -> look(lookup, target));
            keep(key, looked.known());
            mine.complete(looked.known());
            return new Answer(looked.known().finding(), looked.cached());
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            looking.remove(key, mine);
        }
    }

    private Known look(ServiceLookup lookup, LookupTarget target) {
        StoredFinding finding = store.store(lookup.find(target));
        boolean nothing = finding instanceof StoredFinding.Nothing;
        return new Known(finding, nothing ? NOTHING_FRESH_FOR : lookup.freshFor());
    }

    private void keep(String key, Known found) {
        boolean large =
                found.finding() instanceof StoredFinding.Inline inline && inline.sizeBytes() > LARGEST_KEPT_BYTES;
        if (!large) {
            known.put(key, found);
        }
    }

    private static Known joined(CompletableFuture<Known> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
