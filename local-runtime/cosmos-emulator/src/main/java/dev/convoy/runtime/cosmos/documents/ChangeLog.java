package dev.convoy.runtime.cosmos.documents;

/**
 * Where changes are made durable: a port of the core. A change is appended under the lock of what changes, before anyone in this process
 * sees it, and promised to nobody outside before the next {@link #flush}: so one write serves all that came together.
 */
@FunctionalInterface
public interface ChangeLog {

    /** Puts the change behind those before it. A failure must be thrown: the change is then not made. */
    void append(Change change);

    /** Returns once all that was appended will survive the process. After a failure nothing can be appended or flushed any more. */
    default void flush() {
        // For logs that keep a change as soon as it is appended.
    }
}
