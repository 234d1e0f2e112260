package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.ReceiptBook.Outcome;
import dev.convoy.functions.bigresult.state.ResultChanges;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.inbox.Overtaking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes chunks in, one or a batch. Each step may be repeated after a crash before it: blocks overwrite themselves, a receipt is written once, and whoever finds
 * a full page asks whether all is there. Stateless.
 *
 * <pre>
 * check ─► transaction (open it) ─► receipt there? ─► stage blocks ─► receipt and counters ─► page full? ─► all there?
 * </pre>
 */
final class TakeChunks {

    private final TransactionBook book;
    private final TransactionOpening opening;
    private final ReceiptBook receipts;
    private final CompletionCheck completion;
    private final ChunkRules rules;
    private final ParallelStaging staging;
    private final Refusals refusals;

    TakeChunks(Ports ports, ChunkRules rules, ParallelStaging staging, Refusals refusals) {
        this.book = ports.book();
        this.opening = ports.opening();
        this.receipts = ports.receipts();
        this.completion = ports.completion();
        this.rules = rules;
        this.staging = staging;
        this.refusals = refusals;
    }

    /** The state that intake works on. */
    record Ports(TransactionBook book, TransactionOpening opening, ReceiptBook receipts, CompletionCheck completion) {}

    /**
     * Takes them in; when it returns, every one was received, known or refused.
     *
     * @throws dev.convoy.functions.platform.OutageException if something does not answer; safe to retry with all of them
     */
    void take(List<Envelope<?>> messages) {
        Map<TransactionId, List<Arrival>> byTransaction = new LinkedHashMap<>();
        for (Envelope<?> message : messages) {
            Optional<ResultChunk> chunk = message.dataAs(MessageTypes.RESULT_CHUNK);
            if (chunk.isEmpty()) {
                refusals.parkUnexpected(message, Entities.RESULT_PAYLOADS);
            } else if (isSound(new Arrival(message, chunk.get()))) {
                byTransaction
                        .computeIfAbsent(chunk.get().transactionId(), id -> new ArrayList<>())
                        .add(new Arrival(message, chunk.get()));
            }
        }
        byTransaction.forEach(this::takeAll);
    }

    private boolean isSound(Arrival arrival) {
        Optional<Refusal> refusal = rules.alone(arrival.chunk());
        refusal.ifPresent(reason -> refusals.refuse(arrival, reason));
        return refusal.isEmpty();
    }

    private void takeAll(TransactionId id, List<Arrival> arrivals) {
        TransactionBook.Stored stored =
                opening.forChunk(id, arrivals.getFirst().chunk().clientId());
        List<Arrival> own = unless(arrivals, arrival -> ChunkRules.owner(stored.result(), arrival.chunk()));
        if (own.isEmpty()) {
            return;
        }
        if (stored.result().status() == ResultStatus.AwaitingResults) {
            takeOpen(stored, own);
        } else {
            takeLate(stored.result(), own);
        }
    }

    private void takeOpen(TransactionBook.Stored stored, List<Arrival> arrivals) {
        List<Arrival> fitting = new ArrayList<>();
        ResultDocument result = fit(stored, arrivals, fitting);
        TransactionId id = result.transactionId();
        Map<ReceiptBook.Receipt, ReceiptBook.Result> known =
                receipts.find(id, fitting.stream().map(Arrival::receipt).toList());
        List<Arrival> fresh = new ArrayList<>();
        boolean full = false;
        for (Arrival arrival : fitting) {
            ReceiptBook.Result found = sure(known.get(arrival.receipt()));
            if (found.outcome() == Outcome.NEW) {
                fresh.add(arrival);
            } else {
                full |= settle(id, arrival, found);
            }
        }
        full |= receive(result, fresh);
        if (full) {
            completion.check(id);
        }
    }

    /** Stages, then writes receipts; tells whether a page became full. */
    private boolean receive(ResultDocument result, List<Arrival> fresh) {
        Map<Arrival, ChunkStore.Staging> staged = staging.stage(fresh, arrival -> task(result, arrival.chunk()));
        List<Arrival> twins = twins(result.transactionId(), staged);
        List<Arrival> mine =
                fresh.stream().filter(arrival -> !twins.contains(arrival)).toList();
        List<Arrival> good = unless(mine, arrival -> refusal(arrival.chunk(), sure(staged.get(arrival))));
        Map<ReceiptBook.Receipt, ReceiptBook.Result> written = receipts.record(
                result.transactionId(), good.stream().map(Arrival::receipt).toList());
        boolean full = false;
        for (Arrival arrival : good) {
            full |= settle(result.transactionId(), arrival, sure(written.get(arrival.receipt())));
        }
        return full;
    }

    /**
     * Those that could not be staged since the same chunk, delivered twice at once, was received meanwhile and its staged blob discarded. The other
     * delivery does the rest.
     */
    private List<Arrival> twins(TransactionId id, Map<Arrival, ChunkStore.Staging> staged) {
        List<Arrival> bad = staged.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof ChunkStore.Staging.Staged))
                .map(Map.Entry::getKey)
                .toList();
        if (bad.isEmpty()) {
            return bad;
        }
        Map<ReceiptBook.Receipt, ReceiptBook.Result> known =
                receipts.find(id, bad.stream().map(Arrival::receipt).toList());
        return bad.stream()
                .filter(arrival -> sure(known.get(arrival.receipt())).outcome() == Outcome.KNOWN)
                .toList();
    }

    /** Ends one arrival whose receipt was looked for or written; tells whether its page is full. */
    private boolean settle(TransactionId id, Arrival arrival, ReceiptBook.Result result) {
        switch (result.outcome()) {
            case RECORDED, KNOWN -> discard(arrival.chunk());
            case CONTRADICTED -> refusals.refuse(arrival, contradiction(arrival.chunk()));
            case CLOSED -> throw new EndingException(id.value());
            case NEW -> throw new IllegalStateException("a receipt was neither found nor written");
        }
        return result.pageFull();
    }

    private void discard(ResultChunk chunk) {
        if (chunk.payload() instanceof ChunkPayload.Staged reference) {
            staging.discard(reference);
        }
    }

    /** Fills in what fits and returns the transaction with the claims of new series. */
    private ResultDocument fit(TransactionBook.Stored first, List<Arrival> arrivals, List<Arrival> fitting) {
        TransactionBook.Stored stored = first;
        for (int round = 0; round < 10; round++) {
            ResultDocument result = stored.result();
            List<SeriesSpec> claims = newClaims(result, arrivals);
            if (claims.isEmpty()) {
                fitting.addAll(unless(arrivals, arrival -> rules.within(result, arrival.chunk())));
                return result;
            }
            book.replace(stored, ResultChanges.withClaims(result, claims), List.of());
            stored = book.find(result.transactionId()).orElse(stored);
        }
        throw new Overtaking.ContendedException(first.result().transactionId().value());
    }

    private List<SeriesSpec> newClaims(ResultDocument result, List<Arrival> arrivals) {
        if (result.header() != null) {
            return List.of();
        }
        Map<String, SeriesSpec> claims = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            ResultChunk chunk = arrival.chunk();
            if (result.claimed(chunk.series()).isEmpty()
                    && rules.within(result, chunk).isEmpty()) {
                claims.putIfAbsent(chunk.series().value(), new SeriesSpec(chunk.series(), chunk.totalCount(), null));
            }
        }
        return List.copyOf(claims.values());
    }

    /** The transaction takes no more. What it has received already is no news; anything else is too late. */
    private void takeLate(ResultDocument result, List<Arrival> arrivals) {
        boolean keepsReceipts = result.purgedAt() == null
                && (result.status() == ResultStatus.Completed || result.status() == ResultStatus.SendingCompletion);
        Map<ReceiptBook.Receipt, ReceiptBook.Result> known = keepsReceipts
                ? receipts.find(
                        result.transactionId(),
                        arrivals.stream().map(Arrival::receipt).toList())
                : Map.of();
        for (Arrival arrival : arrivals) {
            ReceiptBook.Result found = known.get(arrival.receipt());
            if (found == null || found.outcome() != Outcome.KNOWN) {
                refusals.refuse(arrival, ended(result));
            }
        }
    }

    private List<Arrival> unless(List<Arrival> arrivals, Function<Arrival, Optional<Refusal>> reason) {
        List<Arrival> good = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Optional<Refusal> refusal = reason.apply(arrival);
            if (refusal.isEmpty()) {
                good.add(arrival);
            } else {
                refusals.refuse(arrival, refusal.get());
            }
        }
        return good;
    }

    private static ChunkStore.Task task(ResultDocument result, ResultChunk chunk) {
        var record = new ChunkRecord(chunk.lengthBytes(), chunk.md5());
        String blob = ResultNames.seriesBlob(
                chunk.transactionId(), chunk.series(), result.plan().blobOf(chunk.ordinal()));
        return new ChunkStore.Task(chunk.payload(), record, blob, result.plan().partsOf(chunk.ordinal(), record));
    }

    private static Optional<Refusal> refusal(ResultChunk chunk, ChunkStore.Staging staging) {
        return switch (staging) {
            case ChunkStore.Staging.Staged staged -> Optional.empty();
            case ChunkStore.Staging.Missing missing ->
                Optional.of(Refusal.retryable(ResultError.StagedBlobMissing, "the staged blob is not there"));
            case ChunkStore.Staging.OtherLength(long actual) -> Optional.of(ChunkRules.otherLength(chunk, actual));
            case ChunkStore.Staging.OtherDigest other -> Optional.of(ChunkRules.otherDigest(chunk));
        };
    }

    private static <T> T sure(@Nullable T result) {
        return Objects.requireNonNull(result, "every arrival has a result");
    }

    private static Refusal contradiction(ResultChunk chunk) {
        return Refusal.lasting(
                ResultError.ChunkContradicted,
                "ordinal " + chunk.ordinal() + " of " + chunk.series() + " was received with other content");
    }

    static Refusal ended(ResultDocument result) {
        return Refusal.lasting(
                ResultError.TransactionEnded,
                result.purgedAt() == null
                        ? "the transaction takes no more: " + result.status()
                        : "the transaction is past its retention: " + result.status());
    }

    /** The transaction is being ended while its status does not say so yet: let the message come again. */
    static final class EndingException extends OutageException {

        private static final long serialVersionUID = 1L;

        EndingException(String transactionId) {
            super(transactionId + " is just ending");
        }
    }
}
