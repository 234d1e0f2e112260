package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;
import java.util.Optional;

/**
 * Transactions and receipts, as far as their lifecycle goes. Every method throws {@link ResultStoreException} if the store does not answer, which is safe to
 * retry. Safe for use by several threads.
 */
public interface ResultStore {

    /** A transaction and its version. */
    record Stored(ResultDocument result, String etag) {}

    /** Some transactions, and how to ask for more. */
    record Page(List<ResultDocument> results, Optional<String> continuation) {
        public Page {
            results = List.copyOf(results);
        }
    }

    Optional<Stored> find(TransactionId id);

    Optional<ResultProgress> progress(TransactionId id);

    Optional<ReceiptPage> page(TransactionId id, SeriesName series, int number);

    /** No receipt is written after this. Doing it again does nothing. */
    void closeIntake(TransactionId id);

    /**
     * Replaces a transaction and publishes with it, all or none.
     *
     * @throws ResultStoreException also if it has changed since: start from reading it
     */
    void replace(Stored before, ResultDocument changed, List<OutboxEntry> messages);

    /** Publishes a message; one that is there already stays as it is. */
    void publish(TransactionId id, OutboxEntry message);

    /** Deletes receipts, counters and everything beside the transaction's own document. */
    void forget(TransactionId id);

    /** Transactions in no order, tombstones included. */
    Page list(Optional<String> continuation);

    /** The store does not answer, or not now, or a document changed meanwhile. */
    final class ResultStoreException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ResultStoreException(String operation, String id, int status) {
            super("cannot " + operation + " result " + id + ": the store answered " + status);
        }

        public ResultStoreException(String operation, String id, Throwable cause) {
            super("cannot " + operation + " result " + id + ": " + cause.getMessage(), cause);
        }
    }
}
