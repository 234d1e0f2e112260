package dev.convoy.runtime.durable.history;

import org.jspecify.annotations.Nullable;

/** Why an activity or an orchestration failed, as told by the code that failed. */
public record TaskFailure(
        String errorType,
        String errorMessage,
        @Nullable String stackTrace,
        @Nullable TaskFailure innerFailure,
        boolean nonRetriable) {

    /** A failure stated by the hub itself: it has no stack. */
    public static TaskFailure of(String errorType, String errorMessage) {
        return new TaskFailure(errorType, errorMessage, null, null, false);
    }
}
