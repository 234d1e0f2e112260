package dev.convoy.runtime.host.invoke;

import dev.convoy.runtime.host.rpc.TypedData;
import java.util.Map;
import java.util.Optional;

/** How one invocation ended. */
public sealed interface Outcome {

    /** The function returned, and its outputs are written. */
    record Succeeded(Optional<TypedData> returnValue, Map<String, TypedData> outputs) implements Outcome {

        public Succeeded {
            outputs = Map.copyOf(outputs);
        }
    }

    /** The function threw, ran out of time, or an input or output failed; {@code message} is {@code Type: text} of the root cause. */
    record Failed(String message, String stackTrace) implements Outcome {}

    /** The worker died or never came up: whether the function ran is not known. Safe to try again where effects are idempotent. */
    record Lost(String reason) implements Outcome {}

    /** What went wrong, for a log. */
    default String complaint() {
        return switch (this) {
            case Succeeded ignored -> "succeeded";
            case Failed failed -> failed.message();
            case Lost lost -> "worker lost: " + lost.reason();
        };
    }
}
