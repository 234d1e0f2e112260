package dev.convoy.runtime.providers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The present conduct of each service, and how often each was asked. Safe for use by several threads. */
final class Conducts {

    private final Map<Service, Conduct> conducts = new ConcurrentHashMap<>();
    private final Map<Service, AtomicLong> calls = new ConcurrentHashMap<>();

    void set(Service service, Conduct conduct) {
        conducts.put(service, conduct);
    }

    /** Counts a call and, after the latency that is set, says how to answer it. Blocks a virtual thread. */
    Conduct.Failure admit(Service service) throws InterruptedException {
        calls.computeIfAbsent(service, key -> new AtomicLong()).incrementAndGet();
        Conduct conduct = current(service);
        Thread.sleep(conduct.latency());
        return conduct.failure();
    }

    Conduct current(Service service) {
        return conducts.getOrDefault(service, Conduct.NORMAL);
    }

    long calls(Service service) {
        AtomicLong count = calls.get(service);
        return count == null ? 0 : count.get();
    }
}
