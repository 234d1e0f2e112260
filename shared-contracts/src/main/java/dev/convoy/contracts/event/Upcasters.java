package dev.convoy.contracts.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Older versions that are still understood. They stay on the wire as long as anything may hold them: queues, outboxes, replays.
 * What reads a message sees the current version only. Stateless.
 */
public final class Upcasters {

    private static final List<Upcaster> ALL = List.of(
            // Version 1 knew one currency and did not say where an order came from.
            new Upcaster("dev.convoy.order.OrderCreated.v1", "dev.convoy.order.OrderCreated.v2", data -> data.put(
                            "currency", "EUR")
                    .put("channel", "unknown")));

    private Upcasters() {}

    private static Optional<Upcaster> from(String typeName) {
        return ALL.stream().filter(upcaster -> upcaster.from().equals(typeName)).findFirst();
    }

    /** The current name of a type that may be an older version. */
    static String currentName(String typeName) {
        return from(typeName).map(upcaster -> currentName(upcaster.to())).orElse(typeName);
    }

    static boolean isOlder(String typeName) {
        return from(typeName).isPresent();
    }

    /** The data as its current version has it. */
    static ObjectNode current(String typeName, ObjectNode data) {
        return from(typeName)
                .map(upcaster -> current(upcaster.to(), upcaster.change().apply(data)))
                .orElse(data);
    }

    /** The names under which messages of a type may come, the current one first: what subscriptions must let through. */
    public static List<String> namesOf(MessageType<?> type) {
        Stream<String> older = ALL.stream().map(Upcaster::from).filter(from -> currentName(from)
                .equals(type.name()));
        return Stream.concat(Stream.of(type.name()), older).toList();
    }
}
