package dev.convoy.runtime.host.trigger;

/** A running source of invocations for one function, or for all functions of its kind. */
public interface Trigger extends AutoCloseable {

    /** Begins to take events. */
    void start();

    /** Takes no more events; what is under way may still finish and be settled. */
    default void stop() {}

    /** How many events have been taken and not yet been settled. */
    default int underWay() {
        return 0;
    }

    /** Ends it, with whatever is still under way; that is not waited for longer than a moment. */
    @Override
    void close();
}
