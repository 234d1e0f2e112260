package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.kit.time.Timers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The wake-up calls the hub has ordered, by instance and purpose. Confined to the hub's thread; alarms ring through its loop. */
final class Alarms {

    /** The purposes beside durable timers, whose action ids are never negative. */
    static final int SCHEDULED_START = -1;

    static final int STALL_CHECK = -2;

    private final Timers timers;
    private final BiConsumer<Instance, Integer> ring;
    private final Map<Long, Map<Integer, Timers.Scheduled>> armed = new HashMap<>();

    /** Rings from the timers' thread: {@code ring} must hand over to the hub's loop. */
    Alarms(Timers timers, BiConsumer<Instance, Integer> ring) {
        this.timers = timers;
        this.ring = ring;
    }

    /** Rings at the instant, or at once when that has passed. */
    void set(Instance instance, int purpose, Instant at) {
        if (!at.isAfter(timers.clock().instant())) {
            ring.accept(instance, purpose);
            return;
        }
        Timers.Scheduled next = timers.schedule(at, () -> ring.accept(instance, purpose));
        Timers.Scheduled old = armed.computeIfAbsent(instance.sequence, key -> new HashMap<>(4))
                .put(purpose, next);
        if (old != null) {
            old.cancel();
        }
    }

    void cancel(Instance instance, int purpose) {
        Map<Integer, Timers.Scheduled> ofInstance = armed.get(instance.sequence);
        Timers.Scheduled alarm = ofInstance == null ? null : ofInstance.remove(purpose);
        if (alarm != null) {
            alarm.cancel();
        }
    }

    void cancelAll(Instance instance) {
        Map<Integer, Timers.Scheduled> ofInstance = armed.remove(instance.sequence);
        if (ofInstance != null) {
            ofInstance.values().forEach(Timers.Scheduled::cancel);
        }
    }

    void cancelEverything() {
        armed.values().forEach(ofInstance -> ofInstance.values().forEach(Timers.Scheduled::cancel));
        armed.clear();
    }
}
