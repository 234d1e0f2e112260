package dev.convoy.functions.lookup;

import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.LookupBatchDocument;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accepting lookups. Stateless but for the source of ids. */
final class RequestLookup {

    private static final Duration KEPT = Duration.ofDays(7);

    private final LookupBook book;
    private final Supplier<String> ids;
    private final Clock clock;

    /** @param ids gives a new id each time, random enough not to be guessed */
    RequestLookup(LookupBook book, Supplier<String> ids, Clock clock) {
        this.book = book;
        this.ids = ids;
        this.clock = clock;
    }

    LookupDocument one(String clientId, NewLookup wanted) {
        LookupId id = new LookupId("lkp-" + ids.get());
        LookupDocument lookup = document(id, null, clientId, wanted);
        book.insert(lookup);
        return lookup;
    }

    LookupBatchDocument batch(String clientId, List<NewLookup> wanted) {
        LookupId batchId = new LookupId("bat-" + ids.get());
        List<LookupDocument> lookups = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            LookupId id = LookupBatchDocument.idOf(batchId, i + 1);
            lookups.add(document(id, batchId.value(), clientId, wanted.get(i)));
        }
        LookupBatchDocument batch = new LookupBatchDocument(
                batchId.value(),
                batchId,
                LookupBatchDocument.KIND,
                clientId,
                lookups,
                lookups.getFirst().requestedAt(),
                KEPT.toSeconds());
        book.insertBatch(batch);
        return batch;
    }

    private LookupDocument document(LookupId id, @Nullable String parent, String clientId, NewLookup wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new LookupDocument(
                id.value(),
                id,
                LookupDocument.KIND,
                clientId,
                parent,
                wanted.target(),
                wanted.services(),
                wanted.skipped(),
                LookupStatus.Pending,
                List.of(),
                wanted.callbackUrl().map(Object::toString).orElse(null),
                parent == null ? id.value() : parent,
                now,
                null,
                KEPT.toSeconds());
    }
}
