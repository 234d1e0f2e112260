package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.util.Optional;

/** Names of containers, blobs, subscriptions and message properties; all follow from ids. Stateless. */
public final class ResultNames {

    /** Blob container of assembled series, chunk indexes and manifests. */
    public static final String RESULTS = "results";
    /** What the name of every transaction's own staging container begins with; lifecycle rules go by it. */
    public static final String STAGING_PREFIX = "result-staging-";

    /** Application properties of notices, beside {@code type}: what subscriptions filter on. */
    public static final String CLIENT_ID = "clientId";

    public static final String TRANSACTION_ID = "transactionId";

    private ResultNames() {}

    /** The container a transaction's chunks are put into; at most 55 characters. */
    public static String stagingContainer(TransactionId id) {
        return STAGING_PREFIX + id;
    }

    /** The transaction of a staging container; empty if it is none. */
    public static Optional<TransactionId> transactionOfStaging(String container) {
        if (!container.startsWith(STAGING_PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TransactionId(container.substring(STAGING_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where our own producer puts a chunk within the staging container, such as {@code a/0000000001}. */
    public static String stagedChunk(SeriesName series, long ordinal) {
        return String.format("%s/%010d", series, ordinal);
    }

    /** What every blob name of a transaction in {@link #RESULTS} begins with. */
    public static String prefix(TransactionId id) {
        return id + "/";
    }

    /** One of the blobs of a series, numbered from 0. */
    public static String seriesBlob(TransactionId id, SeriesName series, int number) {
        return String.format("%s/series/%s/%05d", id, series, number);
    }

    /** The chunk index of a series: its {@link ReceiptPage} records in order, 20 bytes a chunk. */
    public static String indexBlob(TransactionId id, SeriesName series) {
        return id + "/index/" + series;
    }

    public static String manifestBlob(TransactionId id) {
        return id + "/manifest.json";
    }

    /** The subscription of {@code result-notifications} that gets everything for a client. */
    public static String subscription(ClientId clientId) {
        return "client-" + clientId;
    }

    /** The subscription of {@code result-notifications} that gets what concerns one transaction. */
    public static String subscription(TransactionId id) {
        return "tx-" + id;
    }
}
