package dev.convoy.runtime.host.trigger;

/** A running source of invocations for one function, or for all functions of its kind. */
public interface Trigger extends AutoCloseable {

    /** Begins to take events. */
    void start();

    /** Takes no more events; what is under way may still finish. Does not wait for that longer than a moment. */
    @Override
    void close();
}
