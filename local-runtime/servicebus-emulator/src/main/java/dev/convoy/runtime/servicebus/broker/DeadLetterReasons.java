package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why messages are dead-lettered, as application properties ("Overview of Service Bus dead-letter queues"). Stateless. */
final class DeadLetterReasons {

    static final String EXPIRED = "TTLExpiredException";
    static final String EXPIRED_TEXT = "The message expired and was dead lettered.";
    static final String DELIVERY_COUNT = "MaxDeliveryCountExceeded";
    static final String FILTER = "FilterEvaluationException";
    static final String NO_SESSION = "Session id is null.";
    static final String FORWARDING = "AutoForwardFailed";

    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    private DeadLetterReasons() {}

    static String deliveryCountText(int attempts) {
        return "Message could not be consumed after " + attempts + " delivery attempts.";
    }

    static Message stamp(
            Message message, @Nullable String reason, @Nullable String description, Map<String, ?> properties) {
        Map<String, Object> changes = new LinkedHashMap<>(properties);
        if (reason != null) {
            changes.put(REASON, reason);
        }
        if (description != null) {
            changes.put(DESCRIPTION, description);
        }
        return changes.isEmpty() ? message.onHeap() : message.withApplicationProperties(changes);
    }
}
