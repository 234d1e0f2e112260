package dev.convoy.runtime.host.log;

import java.time.Clock;
import java.util.Optional;

/** The host's own voice in the app's log. */
public record HostLog(Clock clock, LogSink sink) {

    public void info(String text) {
        host(LogLine.Level.INFO, text);
    }

    public void warn(String text) {
        host(LogLine.Level.WARN, text);
    }

    public void error(String text) {
        host(LogLine.Level.ERROR, text);
    }

    /** A line about one function. */
    public void about(String function, LogLine.Level level, String text) {
        sink.write(new LogLine(
                clock.instant(), level, LogLine.Origin.HOST, Optional.of(function), Optional.empty(), text));
    }

    /** A line of the app's process. */
    public void process(LogLine.Origin origin, String text) {
        LogLine.Level level = origin == LogLine.Origin.STANDARD_ERROR ? LogLine.Level.WARN : LogLine.Level.INFO;
        sink.write(new LogLine(clock.instant(), level, origin, Optional.empty(), Optional.empty(), text));
    }

    /** A line a function wrote through its context's logger. */
    public void function(Optional<String> function, String invocationId, LogLine.Level level, String text) {
        Optional<String> id = Optional.of(invocationId).filter(given -> !given.isEmpty());
        sink.write(new LogLine(clock.instant(), level, LogLine.Origin.FUNCTION, function, id, text));
    }

    private void host(LogLine.Level level, String text) {
        sink.write(new LogLine(clock.instant(), level, LogLine.Origin.HOST, Optional.empty(), Optional.empty(), text));
    }
}
