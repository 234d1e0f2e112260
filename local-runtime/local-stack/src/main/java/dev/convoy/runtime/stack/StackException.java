package dev.convoy.runtime.stack;

/** A stack could not be started. The message is one line for a person; starting again is safe. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
