package dev.convoy.results.staging;

import org.jspecify.annotations.Nullable;

/** A chunk could not be put into staging. Safe to retry: putting it again replaces it. */
public final class StagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StagingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
