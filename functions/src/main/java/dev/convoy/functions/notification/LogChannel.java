package dev.convoy.functions.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channel for machines without mail: one line in the log, without recipient and text. Stateless. */
public final class LogChannel implements NotificationChannel {

    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void send(Letter letter) {
        LOG.atInfo()
                .addKeyValue("letterId", letter.id())
                .addKeyValue("subject", letter.subject())
                .log("notification");
    }
}
