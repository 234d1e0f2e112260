package dev.convoy.runtime.servicebus.broker;

import java.util.Locale;

/**
 * Where messages are sent to or received from, as a link names it: an entity and which of its queues. Entity names compare without
 * regard to case ("Service Bus queues, topics, and subscriptions").
 *
 * @param entity the path as written: {@code orders} or {@code events/Subscriptions/audit}
 */
public record Address(String entity, Part part) {

    /** Which queue of an entity is meant. */
    public enum Part {
        MAIN(""),
        DEAD_LETTER("/$deadletterqueue"),
        TRANSFER_DEAD_LETTER("/$transfer/$deadletterqueue");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Reads an address; a scheme and host in front, and slashes around it, do not count. */
    public static Address parse(String text) {
        String path = withoutHost(text);
        String lower = path.toLowerCase(Locale.ROOT);
        for (Part part : new Part[] {Part.TRANSFER_DEAD_LETTER, Part.DEAD_LETTER}) {
            if (lower.endsWith(part.suffix)) {
                return new Address(path.substring(0, path.length() - part.suffix.length()), part);
            }
        }
        return new Address(path, Part.MAIN);
    }

    /** The entity's name as a map's key. */
    public static String key(String entity) {
        return entity.toLowerCase(Locale.ROOT);
    }

    /** The path of a subscription. */
    public static String subscription(String topic, String name) {
        return topic + "/Subscriptions/" + name;
    }

    private static String withoutHost(String text) {
        int scheme = text.indexOf("://");
        String path = text;
        if (scheme >= 0) {
            int slash = text.indexOf('/', scheme + 3);
            path = slash < 0 ? "" : text.substring(slash);
        }
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    @Override
    public String toString() {
        return entity + part.suffix;
    }
}
