package dev.convoy.results.api;

import org.jspecify.annotations.Nullable;

/** The service did not answer, or not with anything it should. Safe to retry: every call of this API is idempotent. */
public final class UnansweredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnansweredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
