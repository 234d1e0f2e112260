package dev.convoy.runtime.servicebus.amqp;

import javax.security.sasl.SaslException;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.engine.sasl.SaslOutcome;
import org.apache.qpid.protonj2.engine.sasl.SaslServerContext;
import org.apache.qpid.protonj2.engine.sasl.SaslServerListener;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.transport.AMQPHeader;

/** SASL that lets everyone in: a local emulator has no secrets. Stateless. */
final class Sasl implements SaslServerListener {

    private static final Symbol[] MECHANISMS = {
        Symbol.valueOf("MSSBCBS"), Symbol.valueOf("PLAIN"), Symbol.valueOf("ANONYMOUS"), Symbol.valueOf("EXTERNAL")
    };

    private Sasl() {}

    static void acceptAll(SaslServerContext server) {
        server.setListener(new Sasl());
    }

    @Override
    public void handleSaslHeader(SaslServerContext context, AMQPHeader header) {
        context.sendMechanisms(MECHANISMS);
    }

    @Override
    public void handleSaslInit(SaslServerContext context, Symbol mechanism, ProtonBuffer response) {
        context.sendOutcome(SaslOutcome.SASL_OK, null);
    }

    @Override
    public void handleSaslResponse(SaslServerContext context, ProtonBuffer response) {
        context.saslFailure(new SaslException("no challenge was sent"));
    }
}
