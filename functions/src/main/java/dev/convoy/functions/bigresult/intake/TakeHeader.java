package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultStage;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.HeaderRules;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.inbox.Overtaking;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a header in: the first one is stored, the same again does nothing, another is refused. What chunks claimed before it and what it
 * rules out is told to the sender. Stateless.
 */
final class TakeHeader {

    private static final int ROUNDS = 10;

    private final TransactionBook book;
    private final TransactionOpening opening;
    private final CompletionCheck completion;
    private final Refusals refusals;
    private final Clock clock;

    TakeHeader(TakeChunks.Ports ports, Refusals refusals, Clock clock) {
        this.book = ports.book();
        this.opening = ports.opening();
        this.completion = ports.completion();
        this.refusals = refusals;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if something does not answer; safe to retry */
    void take(Envelope<?> message) {
        Optional<ResultHeader> header = message.dataAs(MessageTypes.RESULT_HEADER);
        if (header.isEmpty()) {
            refusals.parkUnexpected(message, Entities.RESULT_HEADERS);
            return;
        }
        Optional<String> problem = HeaderRules.problem(header.get().series());
        if (problem.isPresent()) {
            refuse(message, header.get(), null, Refusal.lasting(ResultError.MalformedHeader, problem.get()));
        } else {
            take(message, header.get());
        }
    }

    private void take(Envelope<?> message, ResultHeader header) {
        for (int round = 0; round < ROUNDS; round++) {
            TransactionBook.Stored stored = opening.forHeader(header);
            ResultDocument result = stored.result();
            Optional<Refusal> refusal = refusal(result, header);
            if (refusal.isPresent()) {
                refuse(message, header, null, refusal.get());
                return;
            }
            if (result.header() != null || store(stored, header)) {
                told(message, header, result);
                completion.check(header.transactionId());
                return;
            }
        }
        throw new Overtaking.ContendedException(header.transactionId().value());
    }

    /** The orchestration sleeps until deadlines that the header may have moved. */
    private boolean store(TransactionBook.Stored stored, ResultHeader header) {
        ResultDocument changed = TransactionOpening.withHeader(stored.result(), header);
        return book.replace(
                stored,
                changed,
                List.of(TransactionBook.lookAfter(changed, LookAfterResult.Reason.headerCame, clock.instant())));
    }

    private static Optional<Refusal> refusal(ResultDocument result, ResultHeader header) {
        if (!result.clientId().equals(header.clientId())) {
            return Optional.of(Refusal.lasting(ResultError.ForeignTransaction, "the transaction is not this client's"));
        }
        List<SeriesSpec> known = result.header();
        if (known != null && !HeaderRules.isSame(known, header.series())) {
            return Optional.of(Refusal.lasting(ResultError.HeaderContradicted, "an earlier header named other series"));
        }
        boolean late = result.purgedAt() != null || known == null && result.status() != ResultStatus.AwaitingResults;
        return late ? Optional.of(TakeChunks.ended(result)) : Optional.empty();
    }

    /** Tells what chunks have claimed that this header rules out; their receipts stay, but do not count. */
    private void told(Envelope<?> message, ResultHeader header, ResultDocument before) {
        for (SeriesSpec claim : before.claims()) {
            Optional<SeriesSpec> expected = header.series().stream()
                    .filter(series -> series.name().equals(claim.name()))
                    .findFirst();
            if (expected.isEmpty()) {
                refuse(
                        message,
                        header,
                        claim.name(),
                        Refusal.lasting(
                                ResultError.UnknownSeries, "chunks came of a series that the header does not name"));
            } else if (expected.get().totalCount() != claim.totalCount()) {
                refuse(
                        message,
                        header,
                        claim.name(),
                        Refusal.lasting(
                                ResultError.CountContradicted,
                                "chunks said " + claim.totalCount() + ", the header says "
                                        + expected.get().totalCount()));
            }
        }
    }

    private void refuse(Envelope<?> message, ResultHeader header, @Nullable SeriesName series, Refusal refusal) {
        refusals.refuse(
                message,
                Entities.RESULT_HEADERS,
                new Refusals.Subject(header.transactionId(), header.clientId(), ResultStage.HeaderIntake, series, 0),
                refusal);
    }
}
