package dev.convoy.results.api;

import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;

/** What {@code POST /api/results} answers: where chunks and messages go, and what is allowed. */
public record OpenedTransaction(
        TransactionId transactionId,
        ClientId clientId,
        ResultStatus status,
        Staging staging,
        Queues queues,
        Notifications notifications,
        Limits limits) {

    /**
     * Where chunks are put.
     *
     * @param url of the container, without signature
     * @param sas allows creating and writing, and nothing else; a secret
     */
    public record Staging(String container, String url, String sas, Instant expiresAt) {

        /** Where a blob of the container is put. */
        public String address(String blob) {
            return url + "/" + blob + "?" + sas;
        }

        @Override
        public String toString() {
            return "Staging[" + container + ", until " + expiresAt + "]"; // holds a signature
        }
    }

    /** Where messages are sent. */
    public record Queues(String headers, String payloads, String inlinePayloads) {}

    /** Where notices are received. */
    public record Notifications(String topic, String subscription) {}

    /** What the service takes. */
    public record Limits(long inlineBytes, long chunkBytes, long chunksPerSeries, int series) {}
}
