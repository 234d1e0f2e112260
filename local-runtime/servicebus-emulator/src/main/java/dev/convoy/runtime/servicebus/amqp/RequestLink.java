package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.broker.Transaction;
import dev.convoy.runtime.servicebus.message.MalformedMessageException;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import org.apache.qpid.protonj2.engine.IncomingDelivery;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link on which a client sends requests to {@code $cbs} or an entity's {@code $management}. Confined to the broker's thread. */
final class RequestLink {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLink.class);
    private static final int CREDIT = 200;
    private static final long MAX_REQUEST_BYTES = 100L << 20;

    private final AmqpConnection connection;
    private final Receiver link;
    private final @Nullable Address entity;

    RequestLink(AmqpConnection connection, Receiver link, @Nullable Address entity) {
        this.connection = connection;
        this.link = link;
        this.entity = entity;
    }

    void open() {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.<Target>getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(ReceiverSettleMode.FIRST);
        link.setMaxMessageSize(UnsignedLong.valueOf(MAX_REQUEST_BYTES));
        link.deliveryReadHandler(this::read);
        link.detachHandler(Receiver::detach);
        link.closeHandler(Receiver::close);
        link.open();
        link.addCredit(CREDIT);
    }

    private void read(IncomingDelivery delivery) {
        if (delivery.available() > MAX_REQUEST_BYTES) {
            link.setCondition(WireErrors.condition(new Refusal(
                            Reason.MESSAGE_TOO_LARGE, "A request may have " + MAX_REQUEST_BYTES + " bytes.")))
                    .close();
            return;
        }
        if (delivery.isPartial() && !delivery.isAborted()) {
            return;
        }
        try {
            DeliveryState state = delivery.getRemoteState();
            answer(Message.of(Payloads.read(delivery)), state);
            delivery.disposition(Dispositions.within(state, Accepted.getInstance()), true);
        } catch (MalformedMessageException e) {
            Refusal refusal = new Refusal(Reason.INVALID, "The request is malformed: " + e.getMessage());
            delivery.disposition(new Rejected().setError(WireErrors.condition(refusal)), true);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A request failed");
            delivery.disposition(new Rejected().setError(WireErrors.internal(bug.toString())), true);
        }
        if (link.isLocallyOpen() && link.getCredit() < CREDIT / 2) {
            link.addCredit(CREDIT - link.getCredit());
        }
    }

    private void answer(Message request, @Nullable DeliveryState state) {
        String replyTo = request.properties().text(Properties.Field.REPLY_TO);
        ReplyLink reply = connection.replyLink(replyTo);
        Object id = request.properties().get(Properties.Field.MESSAGE_ID);
        BrokerLoop loop = connection.loop();
        Response response = entity == null ? Response.accepted() : answer(entity, request, state);
        if (reply == null) {
            LOG.atWarn().addKeyValue("replyTo", replyTo).log("A request asks for a reply to nowhere");
        } else {
            reply.reply(response.encode(id));
        }
        loop.changed();
    }

    private Response answer(Address address, Message request, @Nullable DeliveryState state) {
        Outcome<Transaction> named = connection.transactions().of(state).orElse(null);
        if (named instanceof Outcome.Refused<Transaction>(Refusal refusal)) {
            return Response.refused(refusal);
        }
        BrokerLoop loop = connection.loop();
        Transaction transaction = named instanceof Outcome.Done<Transaction>(Transaction open) ? open : null;
        return new ManagementRequest(loop.broker(), address, request, loop.nowMillis(), transaction).answer();
    }
}
