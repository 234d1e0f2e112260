package dev.convoy.runtime.servicebus.broker;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Message ids seen lately, oldest first. Bounded by time only. */
final class DuplicateWindow {

    private final Map<String, Long> seen = new LinkedHashMap<>();

    boolean contains(String messageId, long nowMillis, long windowMillis) {
        forgetBefore(nowMillis - windowMillis);
        return seen.containsKey(messageId);
    }

    void remember(String messageId, long atMillis) {
        seen.remove(messageId);
        seen.put(messageId, atMillis);
    }

    void forEach(BiConsumer<String, Long> visitor) {
        seen.forEach(visitor);
    }

    void clear() {
        seen.clear();
    }

    private void forgetBefore(long millis) {
        Iterator<Long> times = seen.values().iterator();
        while (times.hasNext() && times.next() < millis) {
            times.remove();
        }
    }
}
