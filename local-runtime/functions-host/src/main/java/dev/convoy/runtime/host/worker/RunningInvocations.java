package dev.convoy.runtime.host.worker;

import java.util.concurrent.ConcurrentHashMap;

/** Which thread runs which invocation, so that a cancelled one can be interrupted. Safe for use by several threads. */
final class RunningInvocations {

    private final ConcurrentHashMap<String, Thread> threads = new ConcurrentHashMap<>();

    void begin(String invocationId) {
        threads.put(invocationId, Thread.currentThread());
    }

    /** Ends the invocation and clears an interrupt meant for it, so that the thread's next invocation does not see it. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    void end(String invocationId) {
        threads.remove(invocationId);
        Thread.interrupted();
    }

    void cancel(String invocationId) {
        threads.computeIfPresent(invocationId, (id, thread) -> {
            thread.interrupt();
            return thread;
        });
    }
}
