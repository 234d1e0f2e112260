package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.id.TransactionId;

/** Is told how sending goes. Called by several threads at once; must be quick. */
public interface SendListener {

    /** Nobody listens. */
    SendListener SILENT = new SendListener() {};

    /**
     * The transaction is open.
     *
     * @param totalBytes of all series; -1 while unknown
     * @param receivedBytes what the service had received before
     */
    default void opened(TransactionId transactionId, long totalBytes, long receivedBytes) {}

    /** So many more bytes are in staging or in messages. */
    default void progressed(long bytes) {}

    /** All messages are sent; the service is at work. */
    default void allSent(long chunks) {}

    /** A chunk or header was refused; it is sent again if that may help. */
    default void refused(ResultProblem problem) {}
}
