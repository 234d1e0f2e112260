package dev.convoy.functions.platform;

/**
 * Something outside did not answer in time or said to come back later. Trying again later is safe and may help.
 */
public abstract class OutageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected OutageException(String message, Throwable cause) {
        super(message, cause);
    }

    protected OutageException(String message) {
        super(message);
    }
}
