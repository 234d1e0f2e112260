package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupStatus;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.functions.platform.waiting.Follower;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who waits for which lookup in this process: those that wait for its end are not woken by every result, which would have them read it in
 * vain. Safe for use by several threads.
 */
public final class LookupFollowers {

    private final Follower<LookupId> ended;
    private final Follower<LookupId> changed;

    LookupFollowers(Clock clock) {
        this.ended = new Follower<>(clock);
        this.changed = new Follower<>(clock);
    }

    /**
     * Looks until the end, or so long; answers what was seen last.
     *
     * @throws dev.convoy.functions.platform.http.ProblemException (429) if too many wait already
     */
    <T> T ofTheEnd(LookupId lookup, Duration longest, Supplier<T> look, Predicate<T> isEnd) {
        return ended.await(lookup, longest, look, isEnd);
    }

    /**
     * Looks until what is seen is enough, or so long; answers what was seen last.
     *
     * @throws dev.convoy.functions.platform.http.ProblemException (429) if too many wait already
     */
    <T> T ofAnyChange(LookupId lookup, Duration longest, Supplier<T> look, Predicate<T> enough) {
        return changed.await(lookup, longest, look, enough);
    }

    /** Wakes those whom a changed document of the container concerns. */
    void changed(JsonNode document) {
        String kind = document.path("kind").asText();
        boolean isLookup = kind.equals(LookupDocument.KIND);
        if (isLookup || kind.equals(ServiceResult.KIND)) {
            LookupId lookup = new LookupId(document.path("lookupId").asText());
            changed.signal(lookup);
            if (isLookup && !document.path("status").asText().equals(LookupStatus.Pending.name())) {
                ended.signal(lookup);
            }
        }
    }
}
