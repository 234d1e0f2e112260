package dev.convoy.runtime.providers;

/** The providers cannot start; the message is one line that names the setting. */
public final class ProvidersStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProvidersStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
