package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
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
    private final @Nullable RequestFaults faults;

    RequestLink(AmqpConnection connection, Receiver link, @Nullable Address entity) {
        this.connection = connection;
        this.link = link;
        this.entity = entity;
        this.faults = entity == null ? null : new RequestFaults(connection.loop(), entity);
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
        if (connection.hasEnded()) {
            return; // the engine still reads what came with the end
        }
        if (delivery.available() > MAX_REQUEST_BYTES) {
            detach(new Refusal(Reason.MESSAGE_TOO_LARGE, "A request may have " + MAX_REQUEST_BYTES + " bytes."));
            return;
        }
        if (delivery.isPartial() && !delivery.isAborted()) {
            return;
        }
        try {
            take(delivery);
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

    private void take(IncomingDelivery delivery) {
        DeliveryState state = delivery.getRemoteState();
        Message request = Message.of(Payloads.read(delivery));
        Address address = entity;
        RequestFaults going = faults;
        if (address == null || going == null) {
            reply(request, Response.accepted());
        } else if (going.strikes(Fault.DROP_BEFORE)) {
            connection.abort();
            return;
        } else if (going.strikes(Fault.DETACH)) {
            detach(new Refusal(Reason.LINK_DETACHED, "The link was detached (on purpose)."));
            return;
        } else {
            answer(request(address, request, state), request, going);
        }
        if (!connection.hasEnded()) {
            delivery.disposition(Dispositions.within(state, Accepted.getInstance()), true);
        }
    }

    private void answer(ManagementRequest open, Message request, RequestFaults going) {
        if (going.strikes(Fault.THROTTLE)) {
            reply(request, Response.refused(FaultyLink.BUSY));
            return;
        }
        Response response = open.answer(going.strikes(Fault.LOSE_LOCK));
        if (going.strikes(Fault.DUPLICATE)) {
            open.answer(false);
        }
        connection.loop().changed();
        if (going.strikes(Fault.DROP_AFTER)) {
            connection.abort();
            return;
        }
        going.draw(Fault.DELAY)
                .ifPresentOrElse(
                        rule -> connection.loop().later(rule.delay(), () -> reply(request, response)),
                        () -> reply(request, response));
    }

    private ManagementRequest request(Address address, Message request, @Nullable DeliveryState state) {
        BrokerLoop loop = connection.loop();
        return new ManagementRequest(
                loop.broker(),
                address,
                request,
                loop.nowMillis(),
                connection.transactions().of(state).orElse(null));
    }

    private void reply(Message request, Response response) {
        String replyTo = request.properties().text(Properties.Field.REPLY_TO);
        ReplyLink link = connection.replyLink(replyTo);
        if (link != null) {
            link.reply(response.encode(request.properties().get(Properties.Field.MESSAGE_ID)));
        } else if (!connection.hasEnded()) {
            LOG.atWarn().addKeyValue("replyTo", replyTo).log("A request asks for a reply to nowhere");
        }
    }

    private void detach(Refusal refusal) {
        link.setCondition(WireErrors.condition(refusal)).close();
    }
}
