package dev.convoy.runtime.cosmos.documents;

/** Where changes are made durable: a port of the core. Called under the lock of what changes, before anyone sees it. */
@FunctionalInterface
public interface ChangeLog {

    /** Returns once the change will survive the process. A failure must be thrown: the change is then not made. */
    void append(Change change);
}
