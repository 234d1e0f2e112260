package dev.convoy.runtime.durable.engine;

/** The hub has more requests waiting than it takes. Safe to retry later. */
public final class HubBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HubBusyException(int waiting) {
        this("the task hub has " + waiting + " requests waiting and takes no more");
    }

    HubBusyException(String message) {
        super(message);
    }
}
