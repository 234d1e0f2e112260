package dev.convoy.functions.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.delivery.MessageProperties;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.QueueSpec;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import dev.convoy.functions.platform.servicebus.MessageShelf;
import dev.convoy.functions.platform.servicebus.SetAsideMessage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters and parked messages back to where they are handled, or throws them away, and keeps on record who did so. The record
 * is written first: a crash may leave one without its deed, never a deed without record. Sending back twice is harmless, since every
 * consumer knows the ids it has handled. Stateless.
 */
final class RepairDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RepairDesk.class);
    private static final String KIND = "audit";
    private static final String RETRIES = "-retries";

    private final MessageShelf shelf;
    private final MessageBus bus;
    private final DocumentStore audit;
    private final Clock clock;

    /** @param audit the container {@code operations} */
    RepairDesk(MessageShelf shelf, MessageBus bus, DocumentStore audit, Clock clock) {
        this.shelf = shelf;
        this.bus = bus;
        this.audit = audit;
        this.clock = clock;
    }

    /** What can be done with a message. */
    enum Deed {
        RESUBMIT,
        DISCARD
    }

    /**
     * What a person wants done.
     *
     * @param operator who, as the platform's authentication says
     */
    record Wish(Deed deed, String entity, long sequenceNumber, String operator, String note) {}

    /** Every place where messages may lie. */
    static List<String> places() {
        Stream<String> queues =
                Topology.queues().stream().map(QueueSpec::name).filter(name -> !name.equals(Entities.PARKED_MESSAGES));
        Stream<String> subscriptions = Topology.topics().stream().flatMap(topic -> topic.subscriptions().stream()
                .map(subscription -> topic.name() + "/" + subscription.name()));
        return Stream.of(Stream.of(Entities.PARKED_MESSAGES), queues, subscriptions)
                .flatMap(names -> names)
                .toList();
    }

    List<SetAsideMessage> look(String entity, long after, int most) {
        return shelf.look(entity, after, most);
    }

    Optional<SetAsideMessage> find(String entity, long sequenceNumber) {
        return shelf.look(entity, sequenceNumber - 1, 1).stream()
                .filter(message -> message.sequenceNumber() == sequenceNumber)
                .findFirst();
    }

    /**
     * Does it; false if there is no such message.
     *
     * @throws IllegalArgumentException if it comes from where nothing can be sent to
     */
    boolean repair(Wish wish) {
        return shelf.take(wish.entity(), wish.sequenceNumber(), message -> repair(wish, message));
    }

    private void repair(Wish wish, SetAsideMessage message) {
        Optional<String> queue =
                wish.deed() == Deed.RESUBMIT ? Optional.of(queueOf(message.origin())) : Optional.empty();
        record(wish, message);
        queue.ifPresent(name -> bus.send(name, List.of(again(message))));
        LOG.atInfo()
                .addKeyValue("messageId", message.messageId())
                .addKeyValue("queue", wish.entity())
                .addKeyValue("deed", wish.deed())
                .addKeyValue("operator", wish.operator())
                .log("operator repairs a message");
    }

    /** Nothing can be sent to one subscription alone: its queue of delayed copies is the way. */
    static String queueOf(String origin) {
        String queue = origin.startsWith(Entities.EVENTS + "/")
                ? origin.substring(Entities.EVENTS.length() + 1) + RETRIES
                : origin;
        return Topology.queues().stream()
                .map(QueueSpec::name)
                .filter(queue::equals)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "comes from " + origin + ", where nothing can be sent to; discard it or mend its source"));
    }

    /** The same message as a first attempt. */
    private static BusMessage again(SetAsideMessage message) {
        Map<String, Object> properties = new LinkedHashMap<>(message.properties());
        properties
                .keySet()
                .removeAll(List.of(
                        MessageProperties.ATTEMPT,
                        MessageProperties.ORIGIN,
                        MessageProperties.REASON,
                        MessageProperties.MESSAGE_ID,
                        "DeadLetterReason",
                        "DeadLetterErrorDescription"));
        return new BusMessage(message.messageId(), message.subject(), message.body(), properties);
    }

    private void record(Wish wish, SetAsideMessage message) {
        ObjectNode document = Json.mapper()
                .createObjectNode()
                .put("id", "audit-" + UUID.randomUUID())
                .put("entity", wish.entity())
                .put("kind", KIND)
                .put("deed", wish.deed().name())
                .put("messageId", message.messageId())
                .put("subject", message.subject())
                .put("origin", message.origin())
                .put("reason", message.reason())
                .put("operator", wish.operator())
                .put("note", wish.note())
                .put("at", clock.instant().toString());
        audit.commit(wish.entity(), List.of(new Write.Create(document)));
    }

    /** What was done at a place, newest first; at most a page. */
    List<ObjectNode> history(String entity) {
        var query =
                new DocumentQuery(Optional.of(entity), Map.of("kind", KIND), Optional.of("at"), 100, Optional.empty());
        return audit.find(query).documents().stream()
                .map(StoredDocument::content)
                .toList();
    }
}
