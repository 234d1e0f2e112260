package dev.convoy.runtime.durable.engine;

import org.jspecify.annotations.Nullable;

/** The hub was closed, or stopped because its journal failed; what was asked of it may or may not have been done. */
public final class HubClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HubClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
