package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.servicebus.broker.Refusal;
import java.util.function.Consumer;

/** Faults that end a link or its connection before anything has happened. Stateless. */
final class FaultyLink {

    static final Refusal BUSY =
            new Refusal(Refusal.Reason.SERVER_BUSY, "The server is busy (on purpose). Please wait 10 seconds.");

    private FaultyLink() {}

    /** Whether a send or delivery to or from the target ended that way; a message under way stays locked until its time. */
    static boolean strikes(Consumer<Refusal> detach, AmqpConnection connection, String target) {
        FaultPlan faults = connection.loop().faults();
        if (faults.draw(Fault.DROP_BEFORE, target).isPresent()) {
            connection.abort();
            return true;
        }
        if (faults.draw(Fault.DETACH, target).isPresent()) {
            detach.accept(new Refusal(Refusal.Reason.LINK_DETACHED, "The link was detached (on purpose)."));
            return true;
        }
        return false;
    }
}
