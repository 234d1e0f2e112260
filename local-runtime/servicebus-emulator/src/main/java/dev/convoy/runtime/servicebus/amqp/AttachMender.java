package dev.convoy.runtime.servicebus.amqp;

import org.apache.qpid.protonj2.engine.EngineHandler;
import org.apache.qpid.protonj2.engine.EngineHandlerContext;
import org.apache.qpid.protonj2.engine.IncomingAMQPEnvelope;
import org.apache.qpid.protonj2.types.transport.Attach;
import org.apache.qpid.protonj2.types.transport.Role;

/** Gives a sender's attach the initial delivery count that some clients leave out and the engine insists on. Stateless. */
final class AttachMender implements EngineHandler {

    @Override
    public void handleRead(EngineHandlerContext context, IncomingAMQPEnvelope envelope) {
        if (envelope.getBody() instanceof Attach attach
                && attach.getRole() == Role.SENDER
                && !attach.hasInitialDeliveryCount()) {
            attach.setInitialDeliveryCount(0);
        }
        context.fireRead(envelope);
    }
}
