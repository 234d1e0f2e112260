package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookUp;
import dev.convoy.contracts.lookup.LookupBatchDocument;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupEnded;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.ScatterMark;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServices;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the activities of lookups do. Message ids follow from lookup and service, so doing it again writes nothing new. Safe for use by
 * several threads.
 */
public final class LookupDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LookupDesk.class);

    private final LookupStore store;
    private final Clock clock;
    private final RecentBatches batches = new RecentBatches();

    public LookupDesk(LookupStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Writes one command per part, with the lookup's own document if that still lies in its batch's, all in one batch; false if the lookup was
     * cancelled before.
     */
    boolean scatter(LookupTask.Scatter task) {
        LookupId lookupId = task.lookup().lookupId();
        List<ObjectNode> documents = new ArrayList<>();
        documents.add(Json.tree(ScatterMark.of(lookupId, false)));
        Optional<ObjectNode> own = ofBatch(task.lookup());
        own.ifPresent(documents::add);
        List<OutboxEntry> commands =
                task.parts().stream().map(part -> command(task.lookup(), part)).toList();
        if (store.create(lookupId, documents, commands) || !isCancelled(lookupId)) {
            return true; // now, or by an earlier attempt
        }
        own.ifPresent(document -> store.create(lookupId, List.of(document), List.of()));
        return false;
    }

    /** Notes a cancellation that came before its lookup's commands were written; false if it came after. */
    boolean cancelFirst(LookupId lookupId) {
        return store.create(lookupId, List.of(Json.tree(ScatterMark.of(lookupId, true))), List.of())
                || isCancelled(lookupId);
    }

    private boolean isCancelled(LookupId lookupId) {
        return store.find(lookupId, ScatterMark.ID)
                .map(stored -> Json.read(stored.document(), ScatterMark.class).cancelled())
                .orElse(false);
    }

    private Optional<ObjectNode> ofBatch(LookupRequested lookup) {
        return Optional.ofNullable(lookup.batchId())
                .flatMap(this::batch)
                .flatMap(batch -> batch.lookup(lookup.lookupId()))
                .map(Json::tree);
    }

    /** Batches are never changed, and their lookups come together. */
    private Optional<LookupBatchDocument> batch(LookupId batchId) {
        Optional<LookupBatchDocument> recent = batches.find(batchId);
        if (recent.isPresent()) {
            return recent;
        }
        Optional<LookupBatchDocument> read = store.find(batchId, batchId.value())
                .map(stored -> Json.read(stored.document(), LookupBatchDocument.class));
        read.ifPresent(batches::keep);
        return read;
    }

    /** Writes the end of a lookup that has none yet, with the message that has its caller called back. */
    void end(LookupTask.End task) {
        LookupId lookupId = task.lookup().lookupId();
        Optional<LookupStore.Stored> found = store.find(lookupId, lookupId.value());
        if (found.isEmpty()) {
            LOG.atWarn().addKeyValue("lookupId", lookupId).log("lookup is gone, its end is not written");
            return;
        }
        LookupDocument lookup = Json.read(found.get().document(), LookupDocument.class);
        if (lookup.status().isFinal()) {
            return;
        }
        Instant now = clock.instant();
        List<OutboxEntry> messages = new ArrayList<>();
        if (lookup.callbackUrl() != null) {
            messages.add(ended(task, now));
        }
        store.replace(ended(found.get().document(), task, now), found.get().etag(), messages);
        LOG.atInfo()
                .addKeyValue("lookupId", lookup.lookupId())
                .addKeyValue("status", task.status())
                .log("lookup ended");
    }

    private static ObjectNode ended(ObjectNode document, LookupTask.End task, Instant now) {
        ObjectNode changed = document.deepCopy();
        changed.put("status", task.status().name());
        changed.put("endedAt", now.toString());
        changed.set("states", Json.mapper().valueToTree(task.states()));
        return changed;
    }

    private OutboxEntry command(LookupRequested lookup, LookupTask.Part part) {
        LookUp command = new LookUp(lookup.lookupId(), part.service(), lookup.target(), part.respondBy());
        String queue = LookupServices.named(part.service())
                .orElseThrow(() -> new IllegalStateException("no lookup service " + part.service()))
                .queue();
        return message(lookup, MessageTypes.LOOK_UP, part.service().value(), command, clock.instant(), queue);
    }

    private static OutboxEntry ended(LookupTask.End task, Instant now) {
        LookupEnded ended = new LookupEnded(task.lookup().lookupId(), task.status(), now);
        return message(task.lookup(), MessageTypes.LOOKUP_ENDED, "", ended, now, Entities.LOOKUP_CALLBACKS);
    }

    private static <T> OutboxEntry message(
            LookupRequested lookup, MessageType<T> type, String qualifier, T data, Instant now, String entity) {
        String subject = lookup.lookupId().value();
        Envelope<T> envelope =
                new Envelope<>(EventIds.of(type, subject, qualifier), type, subject, now, null, subject, subject, data);
        return OutboxEntry.of(envelope, new Destination(entity));
    }
}
