package dev.convoy.functions.platform.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.QueueSpec;
import dev.convoy.contracts.topology.TopicSpec;
import dev.convoy.contracts.topology.Topology;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import dev.convoy.functions.platform.servicebus.MessageTooLargeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox entries among changed documents, those of one destination in their order. Fails as a whole if the bus is away, so that the change
 * feed delivers the same documents again; an entry that can never be published is parked and does not hold up the others.
 * Stateless.
 */
public final class OutboxRelay {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Set<String> ENTITIES = Stream.concat(
                    Topology.queues().stream().map(QueueSpec::name),
                    Topology.topics().stream().map(TopicSpec::name))
            .collect(Collectors.toUnmodifiableSet());

    private final MessageBus bus;
    private final ParkingLot parking;
    private final OutboxLag lag;
    private final Executor sends;

    /** Sends to one destination after the other, on the caller's thread. */
    public OutboxRelay(MessageBus bus, ParkingLot parking, OutboxLag lag) {
        this(bus, parking, lag, Runnable::run);
    }

    /** @param sends where the destinations of a page are sent to; a page waits for the slowest of those that run at once */
    public OutboxRelay(MessageBus bus, ParkingLot parking, OutboxLag lag, Executor sends) {
        this.bus = bus;
        this.parking = parking;
        this.lag = lag;
        this.sends = sends;
    }

    /**
     * Publishes what is to be published of a change feed page.
     *
     * @param container for the record of what could not be published
     * @throws dev.convoy.functions.platform.OutageException if the bus is away; hand in the same page again
     */
    public void relay(String container, List<JsonNode> documents) {
        lag.taken(container, documents);
        Map<String, List<BusMessage>> byDestination = new LinkedHashMap<>();
        for (JsonNode document : documents) {
            entry(container, document).ifPresent(entry -> byDestination
                    .computeIfAbsent(entry.destination().entity(), entity -> new ArrayList<>())
                    .add(message(entry)));
        }
        publish(container, byDestination);
        lag.done(container, byDestination.values().stream().mapToInt(List::size).sum());
    }

    private Optional<OutboxEntry> entry(String container, JsonNode document) {
        try {
            return OutboxEntry.fromDocument(document).map(OutboxRelay::checked);
        } catch (MalformedJsonException | IllegalArgumentException e) {
            parking.park(container, document.path("id").asText(), Json.write(document), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** To send to what does not exist fails like an outage does, and would hold up everything behind it for ever. */
    private static OutboxEntry checked(OutboxEntry entry) {
        if (!ENTITIES.contains(entry.destination().entity())) {
            throw new IllegalArgumentException(
                    "destination " + entry.destination().entity() + " is no queue or topic of the topology");
        }
        return entry;
    }

    /** Order counts within a destination only. What fails in one does not keep the others from being sent; the page comes again. */
    private void publish(String container, Map<String, List<BusMessage>> byDestination) {
        CompletableFuture<?>[] all = byDestination.entrySet().stream()
                .map(one -> CompletableFuture.runAsync(() -> publish(container, one.getKey(), one.getValue()), sends))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void publish(String container, String entity, List<BusMessage> messages) {
        List<BusMessage> rest = messages;
        while (!rest.isEmpty()) {
            try {
                bus.send(entity, rest);
                LOG.atDebug()
                        .addKeyValue("entity", entity)
                        .addKeyValue("count", rest.size())
                        .log("published");
                return;
            } catch (MessageTooLargeException e) {
                rest = without(container, rest, e);
            }
        }
    }

    /** All but the one that is too large: what went before it is sent again under the same ids. */
    private List<BusMessage> without(String container, List<BusMessage> messages, MessageTooLargeException problem) {
        List<BusMessage> rest = new ArrayList<>(messages);
        rest.removeIf(message -> message.messageId().equals(problem.messageId()));
        parking.park(container, problem.messageId(), "", String.valueOf(problem.getMessage()));
        return rest;
    }

    static BusMessage message(OutboxEntry entry) {
        Map<String, Object> properties = new LinkedHashMap<>(entry.properties());
        properties.put(BusMessage.TYPE, entry.type());
        return new BusMessage(entry.messageId(), entry.subject(), entry.body(), properties);
    }
}
