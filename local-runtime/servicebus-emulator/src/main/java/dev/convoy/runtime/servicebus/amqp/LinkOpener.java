package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.ReceiveMode;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import java.util.Locale;
import java.util.Map;
import org.apache.qpid.protonj2.engine.Link;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.UnsignedInteger;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.messaging.Terminus;
import org.apache.qpid.protonj2.types.transactions.Coordinator;
import org.apache.qpid.protonj2.types.transport.SenderSettleMode;
import org.jspecify.annotations.Nullable;

/** Answers a client's attach: finds what it names and opens the link, or refuses it. Confined to the broker's thread. */
final class LinkOpener {

    private static final String MANAGEMENT = "/$management";
    private static final String CBS = "$cbs";
    private static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
    private static final Symbol TRANSFER_DESTINATION = Symbol.valueOf("com.microsoft:transfer-destination-address");
    private static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
    private static final long DEFAULT_TIMEOUT_MILLIS = 60_000;

    private final BrokerLoop loop;
    private final AmqpConnection connection;
    private final LinkLimits limits;

    LinkOpener(BrokerLoop loop, AmqpConnection connection, LinkLimits limits) {
        this.loop = loop;
        this.connection = connection;
        this.limits = limits;
    }

    /** The client sends: to an entity, or requests to {@code $cbs} or an entity's {@code $management}. */
    void openReceiver(Receiver link) {
        if (link.getRemoteTarget() instanceof Coordinator) {
            return; // the engine raises its own event for these
        }
        String address = link.getRemoteTarget() instanceof Target target ? target.getAddress() : null;
        if (address == null) {
            refuse(link, new Refusal(Reason.NOT_ALLOWED, "A sender's target needs an address."));
        } else if (isRequestAddress(address)) {
            new RequestLink(connection, link, entityOf(address)).open();
        } else {
            openSenderLink(link, Address.parse(address).entity());
        }
    }

    /** With a transfer destination the messages are for that entity and only pass through the link's own ("send via"). */
    private void openSenderLink(Receiver link, String via) {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        Object destination = properties == null ? null : properties.get(TRANSFER_DESTINATION);
        String entity = destination == null
                ? via
                : Address.parse(destination.toString()).entity();
        Refusal viaRefusal = loop.broker().refusalOfSender(via);
        Refusal refusal = viaRefusal == null ? loop.broker().refusalOfSender(entity) : viaRefusal;
        if (refusal != null) {
            refuse(link, refusal);
            return;
        }
        new SenderLink(connection, link, entity, limits).open();
    }

    /** The client receives: from an entity, or replies to its requests. */
    void openSender(Sender link) {
        String address =
                link.getRemoteSource() == null ? null : link.getRemoteSource().getAddress();
        if (address == null) {
            refuse(link, new Refusal(Reason.NOT_ALLOWED, "A receiver's source needs an address."));
        } else if (isRequestAddress(address)) {
            new ReplyLink(connection, link).open();
        } else {
            openReceiverLink(link, Address.parse(address));
        }
    }

    private void openReceiverLink(Sender link, Address address) {
        switch (loop.broker().source(address)) {
            case Outcome.Refused<MessageQueue>(Refusal refusal) -> refuse(link, refusal);
            case Outcome.Done<MessageQueue>(MessageQueue queue) -> openReceiverLink(link, queue);
        }
    }

    private void openReceiverLink(Sender link, MessageQueue queue) {
        Map<Symbol, Object> filters = link.getRemoteSource().getFilter();
        boolean wantsSession = filters != null && filters.containsKey(SESSION_FILTER);
        if (wantsSession != queue.requiresSession()) {
            String text = wantsSession
                    ? "A sessionful message receiver cannot be created on an entity that does not require sessions."
                    : "It is not possible for an entity that requires sessions to create a non-sessionful message receiver.";
            refuse(link, new Refusal(Reason.NOT_ALLOWED, text));
        } else if (wantsSession) {
            String sessionId = filters.get(SESSION_FILTER) instanceof String id ? id : null;
            new SessionWait(connection, link, queue, modeOf(link), sessionId, timeoutMillis(link)).begin();
        } else {
            new ReceiverLink(connection, link, queue, modeOf(link), null).open(link.getRemoteSource(), Map.of());
        }
    }

    static void refuse(Link<?> link, Refusal refusal) {
        if (link instanceof Sender sender) {
            sender.setSource(null);
            sender.setTarget(link.<Terminus>getRemoteTarget() instanceof Target target ? target : null);
        } else {
            link.setSource(link.getRemoteSource());
        }
        link.setCondition(WireErrors.condition(refusal));
        link.open();
        link.close();
    }

    static ReceiveMode modeOf(Sender link) {
        return link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED
                ? ReceiveMode.RECEIVE_AND_DELETE
                : ReceiveMode.PEEK_LOCK;
    }

    private static long timeoutMillis(Link<?> link) {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        Object timeout = properties == null ? null : properties.get(TIMEOUT);
        return switch (timeout) {
            case UnsignedInteger millis -> millis.longValue();
            case Number millis -> millis.longValue();
            case null, default -> DEFAULT_TIMEOUT_MILLIS;
        };
    }

    private static boolean isRequestAddress(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.equals(CBS) || lower.endsWith(MANAGEMENT);
    }

    /** The entity that a management address belongs to; null for {@code $cbs}. */
    private static @Nullable Address entityOf(String address) {
        return address.equalsIgnoreCase(CBS)
                ? null
                : Address.parse(address.substring(0, address.length() - MANAGEMENT.length()));
    }
}
