package dev.convoy.benchmarks.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets libraries say what is wrong and no more: by default they would log every frame. Stateless. */
final class QuietLogs {

    private QuietLogs() {}

    static void install() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }
}
