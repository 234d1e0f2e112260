package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.fault.FaultRule;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.broker.Transaction;
import dev.convoy.runtime.servicebus.message.MalformedMessageException;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.MessageBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.protonj2.engine.IncomingDelivery;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link on which a client sends messages to one entity. Confined to the broker's thread. */
final class SenderLink {

    private static final Logger LOG = LoggerFactory.getLogger(SenderLink.class);
    private static final int CREDIT = 1000;
    private static final Symbol MAX_BATCH = Symbol.valueOf("com.microsoft:max-message-batch-size");

    private final AmqpConnection connection;
    private final Receiver link;
    private final String entity;
    private final LinkLimits limits;

    SenderLink(AmqpConnection connection, Receiver link, String entity, LinkLimits limits) {
        this.connection = connection;
        this.link = link;
        this.entity = entity;
        this.limits = limits;
    }

    void open() {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.<Target>getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(ReceiverSettleMode.FIRST);
        link.setMaxMessageSize(UnsignedLong.valueOf(limits.maxMessageBytes()));
        link.setProperties(Map.of(MAX_BATCH, UnsignedLong.valueOf(limits.maxBatchBytes())));
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
        if (delivery.isAborted()) {
            delivery.settle();
            return;
        }
        if (delivery.available() > limits.maxMessageBytes()) {
            refuseTooLarge(delivery);
            return;
        }
        if (delivery.isPartial()) {
            return;
        }
        try {
            if (!FaultyLink.strikes(this::detach, connection, entity)) {
                accept(delivery);
            }
        } catch (MalformedMessageException e) {
            answer(delivery, new Refusal(Reason.INVALID, "The message is malformed: " + e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).addKeyValue("entity", entity).log("A message could not be taken");
            link.setCondition(WireErrors.internal(bug.toString())).close();
        }
        if (link.isLocallyOpen() && link.getCredit() < CREDIT / 2) {
            link.addCredit(CREDIT - link.getCredit());
        }
    }

    private void accept(IncomingDelivery delivery) {
        byte[] bytes = Payloads.read(delivery);
        List<Message> messages = delivery.getMessageFormat() == MessageBatch.FORMAT
                ? MessageBatch.unpack(bytes)
                : List.of(Message.of(bytes));
        if (connection.loop().faults().draw(Fault.THROTTLE, entity).isPresent()) {
            answer(delivery, FaultyLink.BUSY);
            return;
        }
        DeliveryState state = delivery.getRemoteState();
        switch (send(messages, state)) {
            case Outcome.Done<List<Long>> ignored -> confirm(delivery, messages, state);
            case Outcome.Refused<List<Long>>(Refusal refusal) -> answer(delivery, refusal);
        }
        connection.loop().changed();
    }

    private void confirm(IncomingDelivery delivery, List<Message> messages, @Nullable DeliveryState state) {
        FaultPlan faults = connection.loop().faults();
        if (faults.draw(Fault.DUPLICATE, entity).isPresent()) {
            send(messages, state);
        }
        if (faults.draw(Fault.DROP_AFTER, entity).isPresent()) {
            connection.abort();
            return;
        }
        DeliveryState answer = Dispositions.within(state, Accepted.getInstance());
        FaultRule delay = faults.draw(Fault.DELAY, entity).orElse(null);
        if (delay == null) {
            delivery.disposition(answer, true);
        } else {
            connection.loop().later(delay.delay(), () -> {
                if (link.isLocallyOpen() && !connection.hasEnded()) {
                    delivery.disposition(answer, true);
                }
            });
        }
    }

    private void detach(Refusal refusal) {
        link.setCondition(WireErrors.condition(refusal)).close();
    }

    private Outcome<List<Long>> send(List<Message> messages, @Nullable DeliveryState state) {
        BrokerLoop loop = connection.loop();
        Optional<Outcome<Transaction>> named = connection.transactions().of(state);
        if (named.isEmpty()) {
            return loop.broker().send(entity, messages, loop.nowMillis());
        }
        return switch (named.get()) {
            case Outcome.Done<Transaction>(Transaction transaction) ->
                loop.broker().send(transaction, entity, messages);
            case Outcome.Refused<Transaction>(Refusal refusal) -> new Outcome.Refused<>(refusal);
        };
    }

    private void refuseTooLarge(IncomingDelivery delivery) {
        Refusal refusal = new Refusal(
                Reason.MESSAGE_TOO_LARGE,
                "The received message (delivery-id:" + delivery.getTransferCount() + ", size:" + delivery.available()
                        + " bytes) exceeds the limit (" + limits.maxMessageBytes()
                        + " bytes) currently allowed on the link.");
        detach(refusal);
    }

    private static void answer(IncomingDelivery delivery, Refusal refusal) {
        Rejected rejected = new Rejected().setError(WireErrors.condition(refusal));
        delivery.disposition(Dispositions.within(delivery.getRemoteState(), rejected), true);
    }
}
