package dev.convoy.functions.platform.store;

import java.util.List;
import java.util.Optional;

/**
 * One container of JSON documents in partitions. A commit changes documents of one partition, all of them or none; readers
 * never see half of it. Safe for use by several threads.
 */
public interface DocumentStore {

    /** The property that holds the partition key of each document, without slash. */
    String partitionKeyName();

    /**
     * The document, if it is there.
     *
     * @throws StoreUnreachableException if the store does not answer; safe to retry
     */
    Optional<StoredDocument> read(String partition, String id);

    /**
     * Applies all writes or none. At most 100.
     *
     * @throws StoreUnreachableException if the store does not answer; the writes may have happened
     */
    CommitOutcome commit(String partition, List<Write> writes);

    /**
     * One page of documents.
     *
     * @throws MalformedContinuationException if the query's continuation is not one that this store gave
     * @throws StoreUnreachableException if the store does not answer; safe to retry
     */
    DocumentPage find(DocumentQuery query);
}
