package dev.convoy.runtime.stack.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.convoy.runtime.stack.StackLog;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Sends this JVM's log events to a stack's log, under the name of the part whose package logged them. */
public final class ConsoleLogging extends AppenderBase<ILoggingEvent> {

    private static final String BASE = "dev.convoy.runtime.";
    private static final Map<String, String> PART_OF_PACKAGE =
            Map.of("servicebus", "servicebus", "cosmos", "cosmos", "durable", "task-hub", "host", "host");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final StackLog log;

    private ConsoleLogging(StackLog log) {
        this.log = log;
    }

    /** As below, quietly. */
    public static void install(StackLog log) {
        install(log, false);
    }

    /** Replaces whatever logback was told before: ours from INFO, or from DEBUG if verbose, libraries from WARN. */
    public static void install(StackLog log, boolean verbose) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleLogging appender = new ConsoleLogging(log);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.convoy").setLevel(verbose ? Level.DEBUG : Level.INFO);
        context.getLogger("com.azure").setLevel(Level.ERROR); // the SDKs warn of every start and every reconnection
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(TIME.format(LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault())))
                .append(' ')
                .append(String.format("%-5s", event.getLevel()))
                .append(' ')
                .append(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair fact : event.getKeyValuePairs()) {
                line.append(' ').append(fact.key).append('=').append(fact.value);
            }
        }
        String part = partOf(event.getLoggerName());
        log.line(part, line.toString());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown).lines().forEach(trace -> log.line(part, "    " + trace));
        }
    }

    private static String partOf(String logger) {
        if (!logger.startsWith(BASE)) {
            return "convoy";
        }
        int end = logger.indexOf('.', BASE.length());
        String name = end < 0 ? logger.substring(BASE.length()) : logger.substring(BASE.length(), end);
        return PART_OF_PACKAGE.getOrDefault(name, "convoy");
    }
}
