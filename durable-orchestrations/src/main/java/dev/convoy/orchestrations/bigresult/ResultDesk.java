package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.bigresult.Completeness;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStage;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the activities of a result's life do. Each reads the stored state, does what is left of its step and may be repeated after a crash anywhere in
 * between. Safe for use by several threads.
 */
public final class ResultDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ResultDesk.class);
    /** How long a tombstone tells late messages that their transaction has ended. */
    private static final Duration TOMBSTONE = Duration.ofDays(30);

    private final ResultStore store;
    private final ResultBlobStore blobs;
    private final SeriesAssembler assembler;
    private final Clock clock;

    public ResultDesk(ResultStore store, ResultBlobStore blobs, Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.assembler = new SeriesAssembler(store, blobs);
        this.clock = clock;
    }

    /** Looks at the transaction, ends or seals it if it is time, and says what to do next. */
    public ResultTask.Assessment assess(TransactionId id) {
        Optional<ResultStore.Stored> found = store.find(id);
        if (found.isEmpty()) {
            LOG.atWarn().addKeyValue("transactionId", id).log("transaction is gone, nothing to look after");
            return new ResultTask.Assessment(ResultTask.Next.NOTHING, null, List.of(), "Gone");
        }
        ResultStore.Stored stored = found.get();
        return switch (stored.result().status()) {
            case AwaitingResults -> awaiting(stored);
            case SendingCompletion -> sending(stored);
            case Completed, TimedOut, Failed, Abandoned -> ended(stored.result());
        };
    }

    private ResultTask.Assessment awaiting(ResultStore.Stored stored) {
        ResultDocument result = stored.result();
        Instant now = clock.instant();
        if (result.abandonRequestedAt() != null) {
            return end(stored, ResultEnding.abandoned());
        }
        if (isComplete(result)) {
            return seal(stored, now);
        }
        Instant next = nextDeadline(result);
        if (now.isBefore(next)) {
            return new ResultTask.Assessment(
                    ResultTask.Next.AWAIT, next, List.of(), result.status().name());
        }
        return end(stored, result.header() == null ? ResultEnding.headerMissing() : ResultEnding.awaitTimedOut());
    }

    private static Instant nextDeadline(ResultDocument result) {
        return result.header() == null && result.headerBy().isBefore(result.awaitUntil())
                ? result.headerBy()
                : result.awaitUntil();
    }

    private boolean isComplete(ResultDocument result) {
        TransactionId id = result.transactionId();
        return result.header() != null
                && store.progress(id)
                        .map(progress -> Completeness.isComplete(
                                result, progress, (series, number) -> store.page(id, series, number)))
                        .orElse(false);
    }

    /** From here on it takes nothing more. */
    private ResultTask.Assessment seal(ResultStore.Stored stored, Instant now) {
        ResultDocument result = stored.result();
        store.closeIntake(result.transactionId());
        ResultDocument sealed = ResultEnding.sealed(result, now.plus(result.completeWithin()));
        store.replace(stored, sealed, List.of());
        return toAssemble(sealed);
    }

    private ResultTask.Assessment sending(ResultStore.Stored stored) {
        ResultDocument result = stored.result();
        if (result.abandonRequestedAt() != null) {
            return end(stored, ResultEnding.abandoned());
        }
        Instant by = Objects.requireNonNull(result.completeBy());
        return clock.instant().isBefore(by) ? toAssemble(result) : end(stored, ResultEnding.completionTimedOut());
    }

    private static ResultTask.Assessment toAssemble(ResultDocument result) {
        return new ResultTask.Assessment(
                ResultTask.Next.ASSEMBLE,
                result.completeBy(),
                header(result).stream().map(SeriesSpec::name).toList(),
                result.status().name());
    }

    private static List<SeriesSpec> header(ResultDocument result) {
        return Objects.requireNonNull(result.header());
    }

    private ResultTask.Assessment end(ResultStore.Stored stored, ResultEnding ending) {
        TransactionId id = stored.result().transactionId();
        store.closeIntake(id);
        ResultDocument ended = ending.of(stored.result(), clock.instant());
        store.replace(stored, ended, ending.messages(ended));
        LOG.atInfo()
                .addKeyValue("transactionId", id)
                .addKeyValue("status", ended.status())
                .addKeyValue("error", ending.error())
                .log("result ended");
        return ended(ended);
    }

    private static ResultTask.Assessment ended(ResultDocument result) {
        if (result.purgedAt() != null || result.endedAt() == null) {
            return new ResultTask.Assessment(
                    ResultTask.Next.NOTHING, null, List.of(), result.status().name());
        }
        return new ResultTask.Assessment(
                ResultTask.Next.RETAIN,
                result.endedAt().plus(result.retention()),
                List.of(),
                result.status().name());
    }

    /** Commits a series' blobs and its index. */
    public ResultTask.Assembled assemble(ResultTask.Series task) {
        Optional<ResultStore.Stored> found = store.find(task.transactionId());
        if (found.isEmpty() || found.get().result().status() != ResultStatus.SendingCompletion) {
            return new ResultTask.Assembled(null); // overtaken by its end; whoever asked will see
        }
        try {
            assembler.assemble(found.get().result(), task.series());
            return new ResultTask.Assembled(null);
        } catch (ResultBlobStore.BlocksLostException e) {
            return new ResultTask.Assembled(e.getMessage());
        }
    }

    /** Writes the manifest, then the status with the notice. */
    public void finish(TransactionId id) {
        ResultStore.Stored stored = store.find(id)
                .filter(found -> found.result().status() == ResultStatus.SendingCompletion)
                .orElse(null);
        if (stored == null) {
            return;
        }
        Manifest manifest = assembler.manifest(stored.result());
        byte[] json = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
        blobs.write(ResultNames.manifestBlob(id), json, "application/json");
        ResultDocument completed = ResultEnding.completed(stored.result(), clock.instant(), Md5.of(json));
        store.replace(stored, completed, List.of(ResultEnding.completion(completed, manifest)));
        LOG.atInfo()
                .addKeyValue("transactionId", id)
                .addKeyValue("series", manifest.series().size())
                .log("result completed");
    }

    /** Ends a transaction whose blocks are gone. */
    public void fail(ResultTask.Failure failure) {
        store.find(failure.transactionId())
                .filter(found -> found.result().status() == ResultStatus.SendingCompletion)
                .ifPresent(stored -> end(
                        stored,
                        new ResultEnding(
                                ResultStatus.Failed,
                                ResultError.BlocksLost,
                                ResultStage.Completing,
                                failure.detail())));
    }

    /** Deletes what nobody needs after the end: staged chunks always, blobs unless the result is whole. */
    public void clean(TransactionId id) {
        ResultStatus status = store.find(id)
                .map(stored -> stored.result().status())
                .filter(ResultStatus::isFinal)
                .orElseThrow(() -> new IllegalStateException("result " + id + " has not ended"));
        blobs.deleteStaging(id);
        if (status != ResultStatus.Completed) {
            blobs.deleteAll(ResultNames.prefix(id));
        }
    }

    /** Deletes everything but a tombstone. */
    public void purge(TransactionId id) {
        Optional<ResultStore.Stored> found = store.find(id);
        if (found.isEmpty() || found.get().result().purgedAt() != null) {
            return;
        }
        blobs.deleteStaging(id);
        int deleted = blobs.deleteAll(ResultNames.prefix(id));
        store.forget(id);
        store.replace(found.get(), ResultEnding.purged(found.get().result(), clock.instant(), TOMBSTONE), List.of());
        LOG.atInfo()
                .addKeyValue("transactionId", id)
                .addKeyValue("blobs", deleted)
                .log("result past its retention, purged");
    }
}
