package dev.convoy.runtime.host.worker;

import dev.convoy.runtime.host.rpc.RpcLog;
import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Loggers whose lines travel to the host together with the invocation they belong to. */
final class InvocationLogs {

    private InvocationLogs() {}

    static Logger logger(String invocationId, Consumer<RpcLog> logs) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(new ToHost(invocationId, logs));
        return logger;
    }

    private static final class ToHost extends Handler {

        private final Formatter formatter = new SimpleFormatter();
        private final String invocationId;
        private final Consumer<RpcLog> logs;

        ToHost(String invocationId, Consumer<RpcLog> logs) {
            this.invocationId = invocationId;
            this.logs = logs;
        }

        @Override
        public void publish(LogRecord line) {
            RpcLog.Builder log = RpcLog.newBuilder()
                    .setInvocationId(invocationId)
                    .setLevel(level(line.getLevel()))
                    .setMessage(formatter.formatMessage(line));
            Throwable thrown = line.getThrown();
            if (thrown != null) {
                log.setException(Outcomes.exception(String.valueOf(thrown.getMessage()), thrown));
            }
            logs.accept(log.build());
        }

        @Override
        public void flush() {
            // Lines leave at once.
        }

        @Override
        public void close() {
            // The stream outlives the logger.
        }

        private static RpcLog.Level level(Level level) {
            int value = level.intValue();
            if (value <= Level.FINE.intValue()) {
                return RpcLog.Level.Trace;
            }
            if (value < Level.INFO.intValue()) {
                return RpcLog.Level.Debug;
            }
            if (value < Level.WARNING.intValue()) {
                return RpcLog.Level.Information;
            }
            return value < Level.SEVERE.intValue() ? RpcLog.Level.Warning : RpcLog.Level.Error;
        }
    }
}
