package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.kit.fault.Fault;
import dev.convoy.runtime.kit.fault.FaultPlan;
import dev.convoy.runtime.kit.fault.FaultRule;
import dev.convoy.runtime.servicebus.broker.Delivery;
import dev.convoy.runtime.servicebus.broker.Disposition;
import dev.convoy.runtime.servicebus.broker.LockToken;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.Outcome;
import dev.convoy.runtime.servicebus.broker.ReceiveMode;
import dev.convoy.runtime.servicebus.broker.Refusal;
import dev.convoy.runtime.servicebus.broker.SessionLock;
import dev.convoy.runtime.servicebus.broker.Transaction;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.engine.Session;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.messaging.Terminus;
import org.apache.qpid.protonj2.types.transport.DeliveryState;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link on which a client receives from one queue, or one session of it. Confined to the broker's thread. */
final class ReceiverLink {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverLink.class);

    private static final Duration REORDER_LIMIT = Duration.ofMillis(200);

    private final AmqpConnection connection;
    private final Sender link;
    private final MessageQueue queue;
    private final ReceiveMode mode;
    private final @Nullable SessionLock session;
    private final UnsentMessage unsent = new UnsentMessage();
    private final Set<Delivery> heldBack = new LinkedHashSet<>();
    private boolean ended;

    ReceiverLink(
            AmqpConnection connection,
            Sender link,
            MessageQueue queue,
            ReceiveMode mode,
            @Nullable SessionLock session) {
        this.connection = connection;
        this.link = link;
        this.queue = queue;
        this.mode = mode;
        this.session = session;
    }

    void open(@Nullable Source source, Map<Symbol, Object> properties) {
        link.setSource(source);
        link.setTarget(link.<Terminus>getRemoteTarget() instanceof Target target ? target : null);
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(
                mode == ReceiveMode.PEEK_LOCK ? link.getRemoteReceiverSettleMode() : ReceiverSettleMode.FIRST);
        if (!properties.isEmpty()) {
            link.setProperties(properties);
        }
        link.creditStateUpdateHandler(it -> wantMore());
        link.deliveryStateUpdatedHandler(this::updated);
        link.detachHandler(it -> {
            closed();
            it.detach();
        });
        link.closeHandler(it -> {
            closed();
            it.close();
        });
        connection.addReceiver(this);
        connection.loop().dispatcher().add(this);
        link.open();
        wantMore();
    }

    MessageQueue queue() {
        return queue;
    }

    boolean isOf(Session amqpSession) {
        return link.getSession() == amqpSession;
    }

    void wantMore() {
        if (!ended && (link.getCredit() > 0 || link.isDraining())) {
            connection.loop().dispatcher().want(queue);
        }
    }

    /** Sends one message if there is one and the client can take it. */
    boolean deliverOne() {
        if (ended || !canSend()) {
            return false;
        }
        BrokerLoop loop = connection.loop();
        Delivery delivery = loop.broker().receive(queue, mode, session, loop.nowMillis());
        if (delivery == null) {
            return false;
        }
        if (faults().rules().isEmpty()) {
            send(delivery);
            return true;
        }
        return sendFaulty(delivery);
    }

    private boolean sendFaulty(Delivery delivery) {
        if (FaultyLink.strikes(this::detach, connection, queue.path())) {
            return false;
        }
        FaultRule delay = faults().draw(Fault.DELAY, queue.path()).orElse(null);
        if (delay != null && heldBack.size() < link.getCredit() - 1) {
            heldBack.add(delivery);
            connection.loop().later(delay.delay(), () -> sendHeldBack(delivery));
            return true;
        }
        if (heldBack.isEmpty()
                && link.getCredit() > 1
                && faults().draw(Fault.REORDER, queue.path()).isPresent()) {
            heldBack.add(delivery);
            connection.loop().later(REORDER_LIMIT, () -> sendHeldBack(delivery));
            return true;
        }
        send(delivery);
        heldBack.stream().findFirst().ifPresent(this::sendHeldBack);
        return true;
    }

    /** Sends what a fault has held back, unless that has happened or the link is gone; then its lock runs out. */
    private void sendHeldBack(Delivery delivery) {
        if (!ended && heldBack.contains(delivery) && canSend()) {
            heldBack.remove(delivery);
            send(delivery);
        }
    }

    private FaultPlan faults() {
        return connection.loop().faults();
    }

    /** Sends the rest of a message whose beginning filled the client's window. */
    void finish() {
        if (!ended) {
            finishUnsent();
        }
    }

    /** Sends what the held session has, or ends the link when the session is lost. */
    void deliverSession() {
        SessionLock held = session;
        if (held == null || ended) {
            return;
        }
        if (held.isLost()) {
            Refusal refusal = new Refusal(
                    Refusal.Reason.SESSION_LOCK_LOST, "The lock of session '" + held.sessionId() + "' has expired.");
            detach(refusal);
            return;
        }
        while (queue.hasReady(held) && deliverOne()) {
            // as long as it lasts
        }
    }

    /** Ends the link with an error. */
    void detach(Refusal refusal) {
        closed();
        link.setCondition(WireErrors.condition(refusal)).close();
    }

    /** The link or its connection is gone; message locks live on, a session goes free. */
    void closed() {
        if (ended) {
            return;
        }
        ended = true;
        BrokerLoop loop = connection.loop();
        loop.dispatcher().remove(this);
        connection.removeReceiver(this);
        if (session != null) {
            loop.broker().releaseSession(queue, session, loop.nowMillis());
        }
        loop.changed();
    }

    /** Answers a drain when nothing more is there for it. */
    void drainIfAsked() {
        if (!ended && link.isDraining() && link.isLocallyOpen() && unsent.isEmpty()) {
            link.drained();
        }
    }

    private boolean canSend() {
        return finishUnsent() && link.getCredit() > 0 && link.isSendable() && connection.mayWrite();
    }

    private void send(Delivery delivery) {
        OutgoingDelivery out = link.next();
        LockToken token = delivery.token();
        if (token == null) {
            out.setTag(Payloads.tagOf(new java.util.UUID(0, delivery.stamp().sequenceNumber())));
            out.settle();
        } else {
            out.setTag(Payloads.tagOf(token.id()));
            out.setLinkedResource(token);
        }
        unsent.set(delivery);
        finishUnsent();
    }

    /** Goes on with a message that the client's window had no room for; answers whether all is sent. */
    private boolean finishUnsent() {
        while (!unsent.isEmpty()) {
            OutgoingDelivery current = link.current();
            if (current == null || !link.isSendable()) {
                return false;
            }
            unsent.sendTo(current, connection.maxPayloadBytes());
        }
        return true;
    }

    private void updated(OutgoingDelivery delivery) {
        try {
            settle(delivery);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).addKeyValue("queue", queue.path()).log("A message could not be settled");
            detach(new Refusal(Refusal.Reason.INVALID, bug.toString()));
        }
    }

    private void settle(OutgoingDelivery delivery) {
        LockToken token = delivery.getLinkedResource(LockToken.class);
        DeliveryState state = delivery.getRemoteState();
        if (connection.hasEnded()) {
            return;
        }
        if (token == null || state == null) {
            // Settled without a state: the client forgets the delivery as its link ends; the lock lives on.
            settleLocally(delivery, null);
            return;
        }
        Disposition disposition = Dispositions.read(state);
        if (disposition == null) {
            return;
        }
        if (faults().draw(Fault.LOSE_LOCK, queue.path()).isPresent()) {
            connection.loop().broker().loseLock(queue, token, connection.loop().nowMillis());
        }
        DeliveryState answer =
                switch (settle(token, disposition, state)) {
                    case Outcome.Done<Long> ignored -> Dispositions.echo(state);
                    case Outcome.Refused<Long>(Refusal refusal) ->
                        Dispositions.within(state, new Rejected().setError(WireErrors.condition(refusal)));
                };
        connection.loop().changed();
        if (faults().draw(Fault.DROP_AFTER, queue.path()).isPresent()) {
            connection.abort();
            return;
        }
        settleLocally(delivery, answer);
    }

    private Outcome<Long> settle(LockToken token, Disposition disposition, DeliveryState state) {
        BrokerLoop loop = connection.loop();
        Optional<Outcome<Transaction>> named = connection.transactions().of(state);
        if (named.isEmpty()) {
            return loop.broker().settle(queue, token, disposition, loop.nowMillis());
        }
        return switch (named.get()) {
            case Outcome.Done<Transaction>(Transaction transaction) ->
                loop.broker().settle(transaction, queue, token, disposition, loop.nowMillis());
            case Outcome.Refused<Transaction>(Refusal refusal) -> new Outcome.Refused<>(refusal);
        };
    }

    private static void settleLocally(OutgoingDelivery delivery, @Nullable DeliveryState answer) {
        if (!delivery.isSettled()) {
            delivery.disposition(answer == null ? Accepted.getInstance() : answer, true);
        }
    }
}
