package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.results.api.OpenedTransaction;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.api.TransactionView;
import dev.convoy.results.bus.Notice;
import dev.convoy.results.bus.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a transaction: by its notice, and by asking from time to time, since whoever sent before may have taken the notice. Chunks that were
 * refused and may be sent again are. Confined to one thread.
 */
final class EndOfSend {

    private static final Duration ASK_EVERY = Duration.ofSeconds(10);
    private static final int MOST_REPEATS = 3;

    private final ResultsApi api;
    private final String serviceBus;
    private final SendRun run;
    private final SendListener listener;
    private final Map<Repeated, Integer> repeats = new HashMap<>();
    private @Nullable ResultProblem problem;
    private boolean over;

    EndOfSend(ResultsApi api, String serviceBus, SendRun run, SendListener listener) {
        this.api = api;
        this.serviceBus = serviceBus;
        this.run = run;
        this.listener = listener;
    }

    SendOutcome await(OpenedTransaction transaction, long chunks) {
        awaitNotice(transaction);
        TransactionView view = api.view(transaction.transactionId());
        return new SendOutcome(transaction.transactionId(), view.status(), chunks, Optional.ofNullable(problem));
    }

    private void awaitNotice(OpenedTransaction transaction) {
        OpenedTransaction.Notifications from = transaction.notifications();
        try (Notices notices = new Notices(serviceBus, from.topic(), from.subscription())) {
            while (!over) {
                boolean told = notices.next(ASK_EVERY, this::handle);
                ResultStatus status = told
                        ? transaction.status()
                        : api.view(transaction.transactionId()).status();
                over = over || status.isFinal();
            }
        }
    }

    private void handle(Notice notice) {
        if (notice instanceof Notice.Problem(ResultProblem event)) {
            if (event.terminal()) {
                problem = event;
            } else {
                repair(event);
            }
        }
        over = over || notice.isLast();
    }

    private void repair(ResultProblem refused) {
        listener.refused(refused);
        SeriesName series = refused.series();
        if (!refused.retryable() || series == null) {
            throw new SendFailedException(text(refused), null);
        }
        if (repeats.merge(new Repeated(series, refused.ordinal()), 1, Integer::sum) > MOST_REPEATS) {
            throw new SendFailedException("after " + MOST_REPEATS + " repeats " + text(refused), null);
        }
        try {
            run.sendAgain(series, refused.ordinal());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SendFailedException("interrupted while a chunk was sent again", stopped);
        }
    }

    private static String text(ResultProblem refused) {
        String what = refused.series() == null ? "a message" : "chunk " + refused.ordinal() + " of " + refused.series();
        return what + " was refused, " + refused.error() + ": " + refused.detail();
    }

    private record Repeated(SeriesName series, long ordinal) {}
}
