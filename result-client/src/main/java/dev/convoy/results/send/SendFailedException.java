package dev.convoy.results.send;

import org.jspecify.annotations.Nullable;

/** Sending stopped; sending the same request again goes on where it stopped. */
public final class SendFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SendFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
