package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a crash or a bug left behind: staging containers and blobs that no transaction needs, completed transactions whose manifest is gone, transactions that
 * should have ended. Young things are left alone, since their transaction may be about to be written. Stateless.
 */
public final class ResultSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ResultSweep.class);
    /** Things of each kind that one report lists; all are counted and dealt with. */
    private static final int MOST_LISTED = 200;

    private static final Duration GRACE = Duration.ofMinutes(10);

    private final ResultStore store;
    private final ResultBlobStore blobs;
    private final Clock clock;
    private final Duration youth;

    /** @param youth how old a staging container must be before it counts as left behind */
    public ResultSweep(ResultStore store, ResultBlobStore blobs, Clock clock, Duration youth) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
        this.youth = youth;
    }

    /**
     * What was found, and deleted or woken unless it was a dry run.
     *
     * @param stagingWithoutNeed staging containers of no transaction, or of one that has ended
     * @param blobsWithoutMetadata prefixes of blobs of no transaction, or of one that has ended without result
     * @param metadataWithoutBlobs completed transactions whose manifest is not there; for a person to look at
     * @param stuck transactions past their deadline, woken
     */
    public record Report(
            Instant at,
            boolean dryRun,
            long stagingWithoutNeedCount,
            List<String> stagingWithoutNeed,
            long blobsWithoutMetadataCount,
            List<String> blobsWithoutMetadata,
            long metadataWithoutBlobsCount,
            List<String> metadataWithoutBlobs,
            long stuckCount,
            List<String> stuck) {}

    /** Counts everything, lists the first; confined to one thread. */
    private static final class Found {
        private final List<String> listed = new ArrayList<>();
        private long count;

        void add(String name) {
            count++;
            if (listed.size() < MOST_LISTED) {
                listed.add(name);
            }
        }
    }

    /** Sweeps once. */
    public Report run(boolean dryRun) {
        Instant now = clock.instant();
        Found staging = new Found();
        blobs.listStaging(found -> sweepStaging(found, now, dryRun, staging));
        Found orphans = new Found();
        blobs.listPrefixes(prefix -> sweepBlobs(prefix, dryRun, orphans));
        Found lost = new Found();
        Found stuck = new Found();
        Optional<String> continuation = Optional.empty();
        do {
            ResultStore.Page page = store.list(continuation);
            page.results().forEach(result -> sweepMetadata(result, now, dryRun, lost, stuck));
            continuation = page.continuation();
        } while (continuation.isPresent());
        Report report = new Report(
                now,
                dryRun,
                staging.count,
                staging.listed,
                orphans.count,
                orphans.listed,
                lost.count,
                lost.listed,
                stuck.count,
                stuck.listed);
        log(report);
        return report;
    }

    private void sweepStaging(ResultBlobStore.Staging found, Instant now, boolean dryRun, Found staging) {
        Optional<TransactionId> id = ResultNames.transactionOfStaging(found.container());
        if (id.isEmpty() || found.changedAt().plus(youth).isAfter(now)) {
            return;
        }
        boolean needed = store.find(id.get())
                .filter(stored -> !stored.result().status().isFinal())
                .isPresent();
        if (!needed) {
            staging.add(found.container());
            if (!dryRun) {
                blobs.deleteStaging(id.get());
            }
        }
    }

    private void sweepBlobs(String prefix, boolean dryRun, Found orphans) {
        Optional<TransactionId> id = transactionOf(prefix);
        if (id.isEmpty() || isNeeded(id.get())) {
            return;
        }
        orphans.add(prefix);
        if (!dryRun) {
            blobs.deleteAll(prefix);
        }
    }

    private static Optional<TransactionId> transactionOf(String prefix) {
        try {
            return Optional.of(new TransactionId(prefix.substring(0, prefix.length() - 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // none of ours, such as the probe's
        }
    }

    /** Blobs come after the transaction's document, so without one they are nobody's. */
    private boolean isNeeded(TransactionId id) {
        return store.find(id)
                .map(ResultStore.Stored::result)
                .filter(result -> result.purgedAt() == null)
                .filter(result -> !result.status().isFinal() || result.status() == ResultStatus.Completed)
                .isPresent();
    }

    private void sweepMetadata(ResultDocument result, Instant now, boolean dryRun, Found lost, Found stuck) {
        if (isStuck(result, now)) {
            stuck.add(result.id());
            if (!dryRun) {
                store.publish(result.transactionId(), wake(result, now));
            }
        } else if (result.status() == ResultStatus.Completed
                && result.purgedAt() == null
                && !blobs.exists(ResultNames.manifestBlob(result.transactionId()))) {
            lost.add(result.id());
        }
    }

    private static boolean isStuck(ResultDocument result, Instant now) {
        Instant due = due(result).plus(GRACE);
        return result.purgedAt() == null && due.isBefore(now);
    }

    private static Instant due(ResultDocument result) {
        if (result.endedAt() != null) {
            return result.endedAt().plus(result.retention());
        }
        return result.completeBy() != null ? result.completeBy() : result.awaitUntil();
    }

    /** Once an hour at most. */
    private static OutboxEntry wake(ResultDocument result, Instant now) {
        long hour = now.getEpochSecond() / Duration.ofHours(1).toSeconds();
        return OutboxEntry.of(
                new Envelope<>(
                        EventIds.of(MessageTypes.LOOK_AFTER_RESULT, result.id(), "stuck-" + hour),
                        MessageTypes.LOOK_AFTER_RESULT,
                        result.id(),
                        now,
                        null,
                        result.correlationId(),
                        result.correlationId(),
                        new LookAfterResult(result.transactionId(), LookAfterResult.Reason.stuck)),
                new Destination(Entities.RESULT_LIFECYCLE));
    }

    private static void log(Report report) {
        LOG.atInfo()
                .addKeyValue("dryRun", report.dryRun())
                .addKeyValue("stagingWithoutNeed", report.stagingWithoutNeedCount())
                .addKeyValue("blobsWithoutMetadata", report.blobsWithoutMetadataCount())
                .addKeyValue("metadataWithoutBlobs", report.metadataWithoutBlobsCount())
                .addKeyValue("stuck", report.stuckCount())
                .log("results swept");
    }
}
