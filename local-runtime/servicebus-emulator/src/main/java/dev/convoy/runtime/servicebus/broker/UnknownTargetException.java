package dev.convoy.runtime.servicebus.broker;

/**
 * A change names something that does not exist. In a replay that is what a later change took away before the snapshot under it
 * was written; anywhere else it is a bug.
 */
final class UnknownTargetException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnknownTargetException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
