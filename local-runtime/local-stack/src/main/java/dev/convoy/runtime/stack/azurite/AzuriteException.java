package dev.convoy.runtime.stack.azurite;

/** Azurite could not be installed or did not start. The message is one line for a person; trying again is safe. */
public final class AzuriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AzuriteException(String message) {
        super(message);
    }

    AzuriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
