package dev.convoy.runtime.host.log;

import java.time.Instant;
import java.util.Optional;

/** One line: from the app's standard output, from a function's logger, or from the host about the app. */
public record LogLine(
        Instant time,
        Level level,
        Origin origin,
        Optional<String> function,
        Optional<String> invocationId,
        String text) {

    /** How grave it is. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Who says it. */
    public enum Origin {
        HOST,
        FUNCTION,
        STANDARD_OUTPUT,
        STANDARD_ERROR
    }
}
