package dev.convoy.functions.bigresult.state;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opening transactions: whoever speaks of one first opens it, be it a request, a header or a chunk. Before anything can be published about it, its client
 * has a subscription. Stateless.
 */
public final class TransactionOpening {

    private final TransactionBook book;
    private final Admission admission;
    private final Consumer<Subscriptions.Wish> subscriptions;
    private final Terms terms;
    private final Clock clock;

    public TransactionOpening(
            TransactionBook book,
            Admission admission,
            Consumer<Subscriptions.Wish> subscriptions,
            Terms terms,
            Clock clock) {
        this.book = book;
        this.admission = admission;
        this.subscriptions = subscriptions;
        this.terms = terms;
        this.clock = clock;
    }

    /** What new transactions get unless they say otherwise. */
    public record Terms(
            BlockPlan plan, Duration headerWithin, Duration awaitWithin, Duration completeWithin, Duration retention) {}

    /** A transaction, and whether it was opened just now. */
    public record Opened(TransactionBook.Stored stored, boolean now) {}

    /**
     * Finds the transaction or opens it without a header.
     *
     * @throws Admission.FullException if there is no place for it
     */
    public TransactionBook.Stored forChunk(TransactionId id, ClientId clientId) {
        return openedOr(id, document(id, clientId, null, TimeLimits.USUAL));
    }

    /** As above, with a header. */
    public TransactionBook.Stored forHeader(ResultHeader header) {
        TimeLimits limits = header.limits() == null ? TimeLimits.USUAL : header.limits();
        return openedOr(
                header.transactionId(), document(header.transactionId(), header.clientId(), header.series(), limits));
    }

    private TransactionBook.Stored openedOr(TransactionId id, ResultDocument fresh) {
        return open(fresh).map(Opened::stored).orElseThrow(() -> new Admission.FullException(id.value()));
    }

    /** Finds the transaction or opens it; empty if there is no place for it. */
    public Optional<Opened> open(ResultDocument fresh) {
        subscribe(fresh.clientId());
        Optional<TransactionBook.Stored> known = book.find(fresh.transactionId());
        if (known.isPresent()) {
            return known.map(stored -> new Opened(stored, false));
        }
        if (!admission.admit()) {
            return Optional.empty();
        }
        boolean now = book.open(fresh, clock.instant());
        return book.find(fresh.transactionId()).map(stored -> new Opened(stored, now));
    }

    /** Has the client's own subscription made; nothing if it is there. */
    public void subscribe(ClientId clientId) {
        subscriptions.accept(new Subscriptions.Wish(
                Entities.RESULT_NOTIFICATIONS,
                ResultNames.subscription(clientId),
                Map.of(ResultNames.CLIENT_ID, clientId.value()),
                Optional.empty()));
    }

    /** A new transaction as it would be stored now. */
    public ResultDocument document(
            TransactionId id, ClientId clientId, @Nullable List<SeriesSpec> header, TimeLimits limits) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new ResultDocument(
                id.value(),
                id,
                ResultDocument.KIND,
                clientId,
                ResultStatus.AwaitingResults,
                header,
                List.of(),
                terms.plan(),
                id.value(),
                now,
                now.plus(terms.headerWithin()),
                now.plus(or(limits.awaitWithin(), terms.awaitWithin())),
                or(limits.completeWithin(), terms.completeWithin()),
                or(limits.retention(), terms.retention()),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The transaction with the header that has come; limits that the header names count from the opening. */
    public static ResultDocument withHeader(ResultDocument result, ResultHeader header) {
        TimeLimits limits = header.limits() == null ? TimeLimits.USUAL : header.limits();
        Duration await = limits.awaitWithin();
        return ResultChanges.withHeader(
                result,
                header.series(),
                await == null ? result.awaitUntil() : result.openedAt().plus(await),
                or(limits.completeWithin(), result.completeWithin()),
                or(limits.retention(), result.retention()));
    }

    private static Duration or(@Nullable Duration wanted, Duration otherwise) {
        return wanted == null ? otherwise : wanted;
    }
}
