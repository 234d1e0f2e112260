package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookUp;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupEnded;
import dev.convoy.contracts.lookup.LookupRequested;
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

    public LookupDesk(LookupStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Writes one command per part, all in one batch. */
    void scatter(LookupTask.Scatter task) {
        List<OutboxEntry> commands =
                task.parts().stream().map(part -> command(task.lookup(), part)).toList();
        store.publish(task.lookup().lookupId(), commands);
    }

    /** Writes the end of a lookup that has none yet, with the message that has its caller called back. */
    void end(LookupTask.End task) {
        Optional<LookupStore.Stored> found = store.find(task.lookup().lookupId());
        if (found.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("lookupId", task.lookup().lookupId())
                    .log("lookup is gone, its end is not written");
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
