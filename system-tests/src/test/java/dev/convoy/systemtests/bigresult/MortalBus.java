package dev.convoy.systemtests.bigresult;

import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.time.Instant;
import java.util.List;

/** A bus whose caller may die before or after sending. */
record MortalBus(MessageBus bus, CrashPoint crash) implements MessageBus {

    @Override
    public void send(String entity, List<BusMessage> messages) {
        crash.pass("before sending to " + entity);
        bus.send(entity, messages);
        crash.pass("after sending to " + entity);
    }

    @Override
    public void schedule(String entity, BusMessage message, Instant at) {
        crash.pass("before scheduling for " + entity);
        bus.schedule(entity, message, at);
        crash.pass("after scheduling for " + entity);
    }
}
