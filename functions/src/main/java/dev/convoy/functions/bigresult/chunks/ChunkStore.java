package dev.convoy.functions.bigresult.chunks;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ChunkRecord;
import java.util.List;

/** Where chunks become blocks that are not committed yet. Safe for use by several threads. */
public interface ChunkStore {

    /**
     * A chunk on its way.
     *
     * @param blob of the series
     * @param parts its blocks
     */
    record Task(ChunkPayload payload, ChunkRecord chunk, String blob, List<BlockPlan.Part> parts) {
        public Task {
            parts = List.copyOf(parts);
        }
    }

    /** What became of it. */
    sealed interface Staging {

        /** Its blocks are there; staging it again overwrites them with the same. */
        record Staged() implements Staging {}

        /** The staged blob is not there. */
        record Missing() implements Staging {}

        /** The staged blob has another length than said. */
        record OtherLength(long actualBytes) implements Staging {}

        /** The bytes do not have the digest that was said. */
        record OtherDigest() implements Staging {}
    }

    /**
     * Stages the blocks of a chunk. Waits for its turn if too many are on their way.
     *
     * @throws dev.convoy.functions.platform.OutageException if the service does not answer or the wait is too long; safe to retry
     */
    Staging stage(Task task);

    /** Deletes a staged blob that is not needed any more. If that fails it stays for the sweep. */
    void discard(ChunkPayload.Staged staged);
}
