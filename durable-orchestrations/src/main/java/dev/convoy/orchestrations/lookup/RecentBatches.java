package dev.convoy.orchestrations.lookup;

import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.LookupBatchDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@value #MOST} batches used last, so that a hundred lookups do not read their batch a hundred times. Guarded by its own lock. */
final class RecentBatches {

    private static final int MOST = 8;

    private final Map<LookupId, LookupBatchDocument> batches = new LinkedHashMap<>(MOST, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LookupId, LookupBatchDocument> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<LookupBatchDocument> find(LookupId batchId) {
        return Optional.ofNullable(batches.get(batchId));
    }

    synchronized void keep(LookupBatchDocument batch) {
        batches.put(batch.lookupId(), batch);
    }
}
