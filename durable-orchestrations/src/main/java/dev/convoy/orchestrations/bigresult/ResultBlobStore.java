package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Blobs of results, as far as their lifecycle goes. Every method throws an unchecked exception if the service does not answer, which is safe to retry. Safe for
 * use by several threads.
 */
public interface ResultBlobStore {

    /** A committed blob; etag without quotes. */
    record Committed(String uri, String etag) {}

    /** A staging container that was found. */
    record Staging(String container, Instant changedAt) {}

    /** Blocks that were staged are not there any more; no retry brings them back. */
    final class BlocksLostException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public BlocksLostException(String blob, Throwable cause) {
            super("blocks of " + blob + " are gone", cause);
        }
    }

    /**
     * Makes a blob out of its staged blocks. The same list again leaves it as it is.
     *
     * @throws BlocksLostException if one is missing
     */
    Committed commit(String blob, List<String> blockIds, String contentType);

    /** Stages a block of ours. */
    void stage(String blob, String blockId, byte[] content);

    /** Writes a small blob, over what is there. */
    void write(String blob, byte[] content, String contentType);

    Optional<byte[]> read(String blob);

    boolean exists(String blob);

    /** Deletes every blob whose name begins so, committed or not; tells how many there were. */
    int deleteAll(String prefix);

    /** Deletes a transaction's staging container; tells whether there was one. */
    boolean deleteStaging(TransactionId id);

    /** Every staging container, one at a time. */
    void listStaging(Consumer<Staging> reader);

    /** First parts of the names in the results container that end with a slash, one at a time. */
    void listPrefixes(Consumer<String> reader);
}
