package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookUp;
import dev.convoy.contracts.lookup.ResultLocation;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.contracts.lookup.TaskOutcome;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Write;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one command of one lookup: looks up through the cache, then writes the result and its announcement in one batch. The result's
 * document id follows from the service, so a repeated command writes nothing and needs no other record of having been handled. Stateless.
 */
public final class LookupWorker {

    private static final Logger LOG = LoggerFactory.getLogger(LookupWorker.class);
    private static final Duration KEPT = Duration.ofDays(7);

    private final DocumentStore lookups;
    private final FindingCache cache;
    private final Clock clock;

    public LookupWorker(DocumentStore lookups, FindingCache cache, Clock clock) {
        this.lookups = lookups;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Handles a command with that lookup.
     *
     * @throws UnexpectedMessageException if the message is no command for this service
     * @throws dev.convoy.functions.platform.OutageException if a store does not answer; safe to retry
     */
    public void handle(Envelope<?> message, ServiceLookup lookup) {
        LookUp command = message.dataAs(MessageTypes.LOOK_UP)
                .filter(data -> data.service().equals(lookup.service()))
                .orElseThrow(() -> new UnexpectedMessageException(message, "lookup-" + lookup.service()));
        if (clock.instant().isAfter(command.respondBy())) {
            LOG.atInfo().addKeyValue("lookupId", command.lookupId()).log("nobody waits any longer, not looked up");
            return;
        }
        write(message, command, look(command, lookup));
    }

    private Part look(LookUp command, ServiceLookup lookup) {
        long started = System.nanoTime();
        try {
            FindingCache.Answer answer = cache.find(lookup, command.target());
            return new Part(Optional.of(answer.finding()), null, answer.cached(), started);
        } catch (ProviderException e) {
            LOG.atWarn()
                    .addKeyValue("lookupId", command.lookupId())
                    .addKeyValue("service", command.service())
                    .addKeyValue("reason", e.reason())
                    .log("service did not answer");
            return new Part(Optional.empty(), e.reason(), false, started);
        }
    }

    private void write(Envelope<?> cause, LookUp command, Part part) {
        Instant now = clock.instant();
        TaskCompleted completed = completed(command, part, now);
        Envelope<TaskCompleted> event = new Envelope<>(
                EventIds.of(
                        MessageTypes.TASK_COMPLETED,
                        command.lookupId().value(),
                        command.service().value()),
                MessageTypes.TASK_COMPLETED,
                command.lookupId().value(),
                now,
                cause.traceparent(),
                cause.correlationId(),
                cause.id(),
                completed);
        String partition = command.lookupId().value();
        OutboxEntry outbox = OutboxEntry.of(event, new Destination(Entities.LOOKUP_COMPLETED));
        lookups.commit( // refused: the result is there, from an earlier delivery or a faster one
                partition,
                List.of(
                        new Write.Create(document(completed, part)),
                        new Write.Create(outbox.toDocument(lookups.partitionKeyName(), partition))));
    }

    private static ObjectNode document(TaskCompleted completed, Part part) {
        JsonNode data = part.finding().orElse(null) instanceof StoredFinding.Inline inline ? inline.data() : null;
        return Json.tree(new ServiceResult(
                ServiceResult.documentId(completed.service()),
                completed.lookupId(),
                ServiceResult.KIND,
                completed,
                data,
                KEPT.toSeconds()));
    }

    private static TaskCompleted completed(LookUp command, Part part, Instant now) {
        @Nullable ResultLocation location = location(command, part);
        TaskOutcome outcome = outcome(part);
        long elapsed = Duration.ofNanos(System.nanoTime() - part.startedNanos()).toMillis();
        return new TaskCompleted(
                command.lookupId(), command.service(), outcome, location, part.failure(), elapsed, part.cached(), now);
    }

    private static TaskOutcome outcome(Part part) {
        return part.finding()
                .map(finding -> finding instanceof StoredFinding.Nothing ? TaskOutcome.notFound : TaskOutcome.found)
                .orElse(TaskOutcome.failed);
    }

    private static @Nullable ResultLocation location(LookUp command, Part part) {
        return switch (part.finding().orElseGet(StoredFinding.Nothing::new)) {
            case StoredFinding.Nothing nothing -> null;
            case StoredFinding.At(ResultLocation there) -> there;
            case StoredFinding.Inline inline ->
                new ResultLocation.Cosmos(
                        Containers.LOOKUPS,
                        command.lookupId().value(),
                        ServiceResult.documentId(command.service()),
                        inline.sizeBytes());
        };
    }

    /** What became of looking. */
    private record Part(
            Optional<StoredFinding> finding, @Nullable String failure, boolean cached, long startedNanos) {}
}
