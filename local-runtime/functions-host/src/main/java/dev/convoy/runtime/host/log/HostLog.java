package dev.convoy.runtime.host.log;

import java.time.Clock;
import java.util.Optional;

/** The app's log: what the host and the app say goes to the sink if its category's level lets it. */
public record HostLog(Clock clock, LogSink sink, LogLevels levels) {

    private static final String HOST = "Host.General";
    private static final String CONSOLE = "Host.Function.Console";

    public void info(String text) {
        host(LogLine.Level.INFO, text);
    }

    public void warn(String text) {
        host(LogLine.Level.WARN, text);
    }

    public void error(String text) {
        host(LogLine.Level.ERROR, text);
    }

    /** Whether a line of the host about a function would be kept; spares the making of one that would not. */
    public boolean wants(String function, LogLine.Level level) {
        return levels.keep(level, categoryOf(function));
    }

    /** A line about one function. */
    public void about(String function, LogLine.Level level, String text) {
        write(categoryOf(function), level, LogLine.Origin.HOST, Optional.of(function), Optional.empty(), text);
    }

    /** A line of the app's process. */
    public void process(LogLine.Origin origin, String text) {
        LogLine.Level level = origin == LogLine.Origin.STANDARD_ERROR ? LogLine.Level.WARN : LogLine.Level.INFO;
        write(CONSOLE, level, origin, Optional.empty(), Optional.empty(), text);
    }

    /** A line a function wrote through its context's logger. */
    public void function(Optional<String> function, String invocationId, LogLine.Level level, String text) {
        Optional<String> id = Optional.of(invocationId).filter(given -> !given.isEmpty());
        String category = function.map(name -> categoryOf(name) + ".User").orElse(HOST);
        write(category, level, LogLine.Origin.FUNCTION, function, id, text);
    }

    private void host(LogLine.Level level, String text) {
        write(HOST, level, LogLine.Origin.HOST, Optional.empty(), Optional.empty(), text);
    }

    private static String categoryOf(String function) {
        return "Function." + function;
    }

    private void write(
            String category,
            LogLine.Level level,
            LogLine.Origin origin,
            Optional<String> function,
            Optional<String> invocationId,
            String text) {
        if (levels.keep(level, category)) {
            sink.write(new LogLine(clock.instant(), level, origin, function, invocationId, text));
        }
    }
}
