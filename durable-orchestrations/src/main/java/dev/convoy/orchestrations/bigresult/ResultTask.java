package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What orchestration and activities tell each other; JSON in histories, a few hundred bytes each. */
public final class ResultTask {

    private ResultTask() {}

    /** Which transaction. */
    public record Subject(TransactionId transactionId) {}

    /** Assemble one of its series. */
    public record Series(TransactionId transactionId, SeriesName series) {}

    /** What there is to do. */
    public enum Next {
        /** Wait until then, or until told. */
        AWAIT,
        /** Assemble every series by then, then finish. */
        ASSEMBLE,
        /** It has ended: clean up, then wait until then and purge. */
        RETAIN,
        /** There is nothing left to do. */
        NOTHING
    }

    /**
     * What an activity found out about the transaction.
     *
     * @param until null for {@link Next#NOTHING}
     * @param series what to assemble; empty otherwise
     */
    public record Assessment(Next next, @Nullable Instant until, List<SeriesName> series, String status) {
        public Assessment {
            series = List.copyOf(series);
        }
    }

    /**
     * How assembling a series went.
     *
     * @param lost what is missing for good; null if all is well
     */
    public record Assembled(@Nullable String lost) {}

    /** Ends the transaction, since it cannot be assembled. */
    public record Failure(TransactionId transactionId, String detail) {}
}
