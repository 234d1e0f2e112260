package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;
import java.util.Optional;

/** The container of lookups, as far as orchestrations change it. Safe for use by several threads. */
public interface LookupStore {

    /** A lookup's document and its version. */
    record Stored(ObjectNode document, String etag) {}

    /**
     * A document of a lookup's partition, such as the lookup's own, which has the lookup's id.
     *
     * @throws LookupStoreUnreachableException if the store does not answer; safe to retry
     */
    Optional<Stored> find(LookupId lookupId, String id);

    /**
     * Adds documents and messages to a lookup's partition, all or none; false if one of them is there already.
     *
     * @throws LookupStoreUnreachableException if the store does not answer; safe to retry
     */
    boolean create(LookupId lookupId, List<ObjectNode> documents, List<OutboxEntry> messages);

    /**
     * Replaces a lookup's document and adds messages, all or none.
     *
     * @throws LookupStoreUnreachableException if the store does not answer or the document has changed; safe to retry from the start
     */
    void replace(ObjectNode document, String etag, List<OutboxEntry> messages);

    /** The store does not answer, or not now. */
    final class LookupStoreUnreachableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public LookupStoreUnreachableException(String operation, String lookupId, int status) {
            super("cannot " + operation + " lookup " + lookupId + ": the store answered " + status);
        }
    }
}
