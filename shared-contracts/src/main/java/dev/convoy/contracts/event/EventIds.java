package dev.convoy.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * Message ids that follow from what the message says: deciding the same thing twice gives the same id, so a repeated step
 * conflicts in the outbox, is dropped by duplicate detection, and is known to every inbox. Stateless.
 */
public final class EventIds {

    private EventIds() {}

    /** The id of the one message of a type about a subject. */
    public static String of(MessageType<?> type, String subject) {
        return of(type, subject, "");
    }

    /** As above, told apart by a qualifier where a subject has several, such as an attempt. */
    public static String of(MessageType<?> type, String subject, String qualifier) {
        String name = type.name() + '\n' + subject + '\n' + qualifier;
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }
}
