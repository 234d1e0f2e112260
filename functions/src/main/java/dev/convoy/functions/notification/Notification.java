package dev.convoy.functions.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.functions.notification.NotificationChannel.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One letter and what became of it, as it lies in the container {@code notifications}. Holds no address and no text.
 *
 * @param id follows from the event: one letter per event
 */
record Notification(
        String id,
        OrderId orderId,
        String kind,
        String subject,
        State state,
        List<Attempt> attempts,
        Instant createdAt) {

    static final String KIND = "notification";

    /** Where it stands. */
    enum State {
        Pending,
        Sent,
        Refused
    }

    /** One try to send it; the problem is absent if it went well. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(Instant at, String channel, @Nullable String problem) {}

    Notification {
        attempts = List.copyOf(attempts);
    }

    static String documentId(String eventId) {
        return "notification-" + eventId;
    }

    static Notification of(Letter letter, OrderId orderId, Instant now) {
        return new Notification(
                documentId(letter.id()), orderId, KIND, letter.subject(), State.Pending, List.of(), now);
    }

    Notification after(Attempt attempt, State next) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Notification(id, orderId, kind, subject, next, all, createdAt);
    }
}
