package dev.convoy.runtime.host.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the lines of one host. Called from several threads at once; must neither block for long nor throw. */
@FunctionalInterface
public interface LogSink {

    void write(LogLine line);

    /** A sink that hands every line to the log facade, under the given logger's name. */
    static LogSink toLogger(String loggerName) {
        Logger logger = LoggerFactory.getLogger(loggerName);
        return line -> {
            String text = line.function()
                    .map(function -> "[" + function + "] " + line.text())
                    .orElse(line.text());
            switch (line.level()) {
                case TRACE -> logger.atTrace().log(text);
                case DEBUG -> logger.atDebug().log(text);
                case INFO -> logger.atInfo().log(text);
                case WARN -> logger.atWarn().log(text);
                case ERROR -> logger.atError().log(text);
            }
        };
    }
}
