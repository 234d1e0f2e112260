package dev.convoy.functions.bigresult.state;

import dev.convoy.contracts.bigresult.Completeness;
import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.id.TransactionId;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the lifecycle orchestration, once, that everything has come. Asking too often is harmless; it has to be asked after a page became full and after a
 * header was stored. Stateless.
 */
public final class CompletionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionCheck.class);

    private final TransactionBook book;
    private final ReceiptBook receipts;
    private final Clock clock;

    public CompletionCheck(TransactionBook book, ReceiptBook receipts, Clock clock) {
        this.book = book;
        this.receipts = receipts;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if the store does not answer; safe to retry */
    public void check(TransactionId id) {
        book.find(id)
                .map(TransactionBook.Stored::result)
                .filter(result -> result.status() == ResultStatus.AwaitingResults)
                .filter(this::isComplete)
                .ifPresent(this::tell);
    }

    private boolean isComplete(ResultDocument result) {
        TransactionId id = result.transactionId();
        return result.header() != null
                && book.progress(id)
                        .map(stored -> Completeness.isComplete(
                                result,
                                new ResultProgress(stored.content()),
                                (series, number) -> receipts.page(id, series, number)))
                        .orElse(false);
    }

    private void tell(ResultDocument result) {
        book.publish(
                result.transactionId(),
                TransactionBook.lookAfter(result, LookAfterResult.Reason.allReceived, clock.instant()));
        LOG.atInfo().addKeyValue("transactionId", result.transactionId()).log("every chunk received");
    }
}
