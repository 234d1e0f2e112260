package dev.convoy.contracts.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.event.Upcasters;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServices;
import dev.convoy.contracts.topology.SubscriptionSpec;
import dev.convoy.contracts.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The AsyncAPI 3 document of the bus: every entity as a channel, the messages it carries, who receives them. Stateless. */
final class AsyncApi {

    private static final Map<String, List<MessageType<?>>> COMMANDS = commands();

    private AsyncApi() {}

    private static Map<String, List<MessageType<?>>> commands() {
        Map<String, List<MessageType<?>>> commands = new TreeMap<>();
        commands.put(
                Entities.PAYMENT_COMMANDS, List.of(MessageTypes.ORDER_PAYMENT_REQUESTED, MessageTypes.REFUND_PAYMENT));
        commands.put(
                Entities.INVENTORY_COMMANDS,
                List.of(MessageTypes.ORDER_INVENTORY_REQUESTED, MessageTypes.RELEASE_INVENTORY));
        LookupServices.all().forEach(service -> commands.put(service.queue(), List.of(MessageTypes.LOOK_UP)));
        commands.put(Entities.LOOKUP_COMPLETED, List.of(MessageTypes.TASK_COMPLETED));
        commands.put(
                Entities.LOOKUP_REQUESTS,
                List.of(
                        MessageTypes.LOOKUP_REQUESTED,
                        MessageTypes.LOOKUP_BATCH_REQUESTED,
                        MessageTypes.LOOKUP_CANCELLATION_REQUESTED));
        commands.put(Entities.LOOKUP_CALLBACKS, List.of(MessageTypes.LOOKUP_ENDED));
        commands.put(Entities.RESULT_HEADERS, List.of(MessageTypes.RESULT_HEADER));
        commands.put(Entities.RESULT_PAYLOADS, List.of(MessageTypes.RESULT_CHUNK));
        commands.put(Entities.RESULT_INLINE_PAYLOADS, List.of(MessageTypes.RESULT_CHUNK));
        commands.put(Entities.RESULT_LIFECYCLE, List.of(MessageTypes.LOOK_AFTER_RESULT));
        commands.put(
                Entities.RESULT_NOTIFICATIONS, List.of(MessageTypes.RESULT_COMPLETED, MessageTypes.RESULT_PROBLEM));
        return commands;
    }

    static ObjectNode document() {
        ObjectNode document = Json.mapper().createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Convoy")
                .put("version", "1.0.0")
                .put("description", "Commands and events on the bus: CloudEvents 1.0 in structured JSON.");
        document.put("defaultContentType", "application/cloudevents+json");
        channels(document.putObject("channels"));
        operations(document.putObject("operations"));
        messages(document.putObject("components").putObject("messages"));
        return document;
    }

    private static void channels(ObjectNode channels) {
        COMMANDS.forEach((queue, types) -> channel(channels, queue, types));
        channel(channels, Entities.EVENTS, facts());
    }

    /** What is no command is a fact, and all facts go to the one topic. */
    private static List<MessageType<?>> facts() {
        return sorted().stream()
                .filter(type -> COMMANDS.values().stream().noneMatch(commands -> commands.contains(type)))
                .toList();
    }

    private static void channel(ObjectNode channels, String entity, List<MessageType<?>> types) {
        ObjectNode channel = channels.putObject(entity).put("address", entity);
        ObjectNode messages = channel.putObject("messages");
        types.forEach(type -> Upcasters.namesOf(type)
                .forEach(name -> messages.putObject(name).put("$ref", "#/components/messages/" + name)));
    }

    private static void operations(ObjectNode operations) {
        COMMANDS.keySet().forEach(queue -> receive(operations, queue, queue));
        Topology.topics().stream()
                .filter(topic -> topic.name().equals(Entities.EVENTS))
                .flatMap(topic -> topic.subscriptions().stream())
                .map(SubscriptionSpec::name)
                .forEach(subscription -> receive(operations, subscription, Entities.EVENTS));
    }

    private static void receive(ObjectNode operations, String name, String entity) {
        operations
                .putObject("receive-" + name)
                .put("action", "receive")
                .putObject("channel")
                .put("$ref", "#/channels/" + entity);
    }

    private static void messages(ObjectNode messages) {
        for (MessageType<?> type : sorted()) {
            for (String name : Upcasters.namesOf(type)) {
                ObjectNode message = messages.putObject(name).put("name", name).put("title", type.shortName());
                message.put("contentType", "application/cloudevents+json");
                message.putObject("payload").putArray("allOf").addObject().put("$ref", "./schemas/cloudevent.json");
                ((ObjectNode) message.path("payload"))
                        .putObject("properties")
                        .putObject("data")
                        .put("$ref", "./schemas/" + name + ".json");
            }
        }
    }

    private static List<MessageType<?>> sorted() {
        return MessageTypes.all().stream()
                .sorted(Comparator.comparing(MessageType::name))
                .toList();
    }
}
