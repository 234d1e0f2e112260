package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.broker.Refusal.Reason;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Residence;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The broker: takes requests with the time at which they are made, answers, and hands every change to its store before it returns.
 * Times are milliseconds since 1970 UTC. Confined to one thread; the caller makes the store durable before an answer leaves.
 */
public final class Broker {

    private final Ledger ledger;
    private final Sending sending;
    private final Receiving receiving;
    private final Settling settling;
    private final Sessions sessions;
    private final Clockwork clockwork;
    private final Topology topology;
    private final Transactions transactions;
    private long passedOver;

    /** A broker that keeps all messages on the heap. */
    public Broker(BrokerStore store, RandomGenerator random) {
        this(store, random, Residence.heapOnly());
    }

    /** A broker that refuses nothing it could do. */
    public Broker(BrokerStore store, RandomGenerator random, Residence residence) {
        this(store, random, residence, Quotas.none());
    }

    public Broker(BrokerStore store, RandomGenerator random, Residence residence, Quotas quotas) {
        ledger = new Ledger(store, random, residence, quotas);
        Placement placement = new Placement(ledger);
        sending = new Sending(ledger, placement);
        receiving = new Receiving(ledger, placement);
        settling = new Settling(ledger, placement, receiving);
        sessions = new Sessions(ledger, settling);
        clockwork = new Clockwork(ledger, placement, receiving, settling, sessions);
        topology = new Topology(ledger);
        transactions = new Transactions(ledger, sending, settling);
    }

    static String notFound(String path) {
        return "The messaging entity '" + path + "' could not be found.";
    }

    /**
     * Applies one change of an earlier run; call {@link #recovered} after the last. A snapshot may be newer than the first changes
     * that follow it, so a change of something that is gone by then is passed over.
     */
    public void replay(Change change) {
        try {
            ledger.state.apply(change);
            ledger.state.residence().settle();
        } catch (UnknownTargetException superseded) {
            passedOver++;
        }
    }

    /** How many changes of the replay named something that was gone by then. */
    public long passedOver() {
        return passedOver;
    }

    /** All state as changes, deliveries under way included. */
    public StateDump dump() {
        return new StateDump(ledger.state, true);
    }

    /** All state as it would be if every delivery were given back, uncounted; on the heap, whatever its size. */
    public List<Change> copy() {
        StateDump dump = new StateDump(ledger.state, false);
        List<Change> all = new ArrayList<>();
        for (List<Change> some = dump.next(1000); !some.isEmpty(); some = dump.next(1000)) {
            some.forEach(change -> all.add(change instanceof Change.Enqueued it ? it.onHeap() : change));
        }
        return all;
    }

    /** Puts a {@link #copy} in place of everything there is. */
    public void restore(List<Change> copy) {
        atomically(() -> {
            ledger.record(new Change.Cleared());
            copy.forEach(ledger::record);
        });
    }

    /** Bytes of all messages held. */
    public long sizeBytes() {
        long size = 0;
        for (MessageQueue queue : ledger.state.queues()) {
            size += queue.sizeBytes();
        }
        return size;
    }

    /** How many messages are held, in whatever state. */
    public long messageCount() {
        long count = 0;
        for (MessageQueue queue : ledger.state.queues()) {
            count += queue.totalCount();
        }
        return count;
    }

    /** Removes all messages of the queue, whatever their state; answers how many. */
    public int purge(MessageQueue queue) {
        return ledger.atomically(() -> {
            int count = 0;
            for (QueuedMessage m = queue.all().first();
                    m != null;
                    m = queue.all().first()) {
                ledger.record(new Change.Removed(queue.id(), m.sequence));
                count++;
            }
            return count;
        });
    }

    /** Ends what the earlier run left open: its locks are void. */
    public void recovered(long nowMillis) {
        atomically(() ->
                List.copyOf(ledger.state.queues()).forEach(queue -> clockwork.endAllDeliveries(queue, nowMillis)));
    }

    /** Entities: what exists, and making, changing and removing it. */
    public Topology topology() {
        return topology;
    }

    /** The queue that can be received from at the address. */
    public Outcome<MessageQueue> source(Address address) {
        Entity entity = ledger.state.entity(address.entity());
        if (entity == null || (entity.isTopic() && address.part() != Address.Part.TRANSFER_DEAD_LETTER)) {
            return Outcome.refused(Reason.ENTITY_NOT_FOUND, notFound(address.toString()));
        }
        if (!entity.definition.settings().status().mayReceive()) {
            return Outcome.refused(
                    Reason.ENTITY_DISABLED, "Entity '" + address + "' is currently disabled for receiving.");
        }
        return Outcome.done(entity.queue(address.part()));
    }

    /** The queue that holds the entity's messages, a topic's scheduled ones included, for looking at them. */
    public Outcome<MessageQueue> store(Address address) {
        Entity entity = ledger.state.entity(address.entity());
        return entity == null
                ? Outcome.refused(Reason.ENTITY_NOT_FOUND, notFound(address.toString()))
                : Outcome.done(entity.queue(address.part()));
    }

    /** Whether messages could be sent to the entity: null, or why not. */
    public @Nullable Refusal refusalOfSender(String entity) {
        if (topology.find(entity).orElse(null) instanceof EntityDefinition.Subscription) {
            return new Refusal(Reason.NOT_ALLOWED, "Messages are sent to a topic, not to its subscription " + entity);
        }
        return sending.target(entity, List.of()) instanceof Outcome.Refused<Entity>(Refusal refusal) ? refusal : null;
    }

    /** Takes all messages or none; answers their sequence numbers, 0 for a duplicate that was dropped. */
    public Outcome<List<Long>> send(String entity, List<Message> messages, long nowMillis) {
        return ledger.atomically(() -> sending.send(entity, messages, nowMillis));
    }

    /** Takes back scheduled messages, all or none. */
    public Outcome<Boolean> cancelScheduled(String entity, List<Long> sequences) {
        return ledger.atomically(() -> sending.cancelScheduled(entity, sequences));
    }

    /** Hands out the next message of the queue or of the held session; null when there is none. */
    public @Nullable Delivery receive(
            MessageQueue queue, ReceiveMode mode, @Nullable SessionLock session, long nowMillis) {
        return ledger.atomically(() -> receiving.next(queue, mode, session, nowMillis));
    }

    /** Hands out set-aside messages by number, all or none. */
    public Outcome<List<Delivery>> receiveDeferred(
            MessageQueue queue, List<Long> sequences, ReceiveMode mode, @Nullable String sessionId, long nowMillis) {
        SessionLock session = sessionId == null ? null : sessions.lockOf(queue, sessionId, nowMillis);
        return ledger.atomically(() -> receiving.deferred(queue, sequences, mode, session, nowMillis));
    }

    /** Shows up to {@code count} messages from a sequence number on, whatever their state. */
    public List<Delivery> peek(
            MessageQueue queue, long fromSequence, int count, @Nullable String sessionId, long nowMillis) {
        return receiving.peek(queue, fromSequence, count, sessionId, nowMillis);
    }

    /** Settles one locked message; answers its sequence number. */
    public Outcome<Long> settle(MessageQueue queue, LockToken token, Disposition disposition, long nowMillis) {
        return ledger.atomically(() -> settling.settle(queue, token, disposition, nowMillis));
    }

    /** Opens a transaction; it ends with {@link #commit}, or by being dropped. */
    public Transaction begin() {
        return new Transaction();
    }

    /** Adds a send to the transaction; refused steps make its commit fail. */
    public Outcome<List<Long>> send(Transaction transaction, String entity, List<Message> messages) {
        return transactions.send(transaction, entity, messages);
    }

    /** Adds scheduled messages to the transaction and answers their numbers. */
    public Outcome<List<Long>> schedule(Transaction transaction, String entity, List<Message> messages) {
        return ledger.atomically(() -> transactions.schedule(transaction, entity, messages));
    }

    /** Adds a settlement to the transaction; the message stays locked until its commit. */
    public Outcome<Long> settle(
            Transaction transaction, MessageQueue queue, LockToken token, Disposition disposition, long nowMillis) {
        return transactions.settle(transaction, queue, token, disposition, nowMillis);
    }

    /** Carries out everything in the transaction, or nothing when a lock in it was lost or an entity is gone. */
    public Outcome<Boolean> commit(Transaction transaction, long nowMillis) {
        return ledger.atomically(() -> transactions.commit(transaction, nowMillis));
    }

    /** Prolongs locks, all or none; answers when each ends now. */
    public Outcome<List<Long>> renewLocks(MessageQueue queue, List<LockToken> tokens, long nowMillis) {
        return settling.renew(queue, tokens, nowMillis);
    }

    /** Ends a lock before its time, as if it had expired; without effect when it has ended. */
    public void loseLock(MessageQueue queue, LockToken token, long nowMillis) {
        atomically(() -> settling.lose(queue, token, nowMillis));
    }

    /** Locks a session, the next free one for a null id; refuses with {@link Reason#TIMEOUT} when none is free. */
    public Outcome<SessionLock> acceptSession(MessageQueue queue, @Nullable String sessionId, long nowMillis) {
        return sessions.accept(queue, sessionId, nowMillis);
    }

    /** Lets a session go, and with it what its holder has not settled. */
    public void releaseSession(MessageQueue queue, SessionLock lock, long nowMillis) {
        atomically(() -> sessions.release(queue, lock, nowMillis));
    }

    /** Ends a session's lock before its time, as if it had expired; without effect when nobody holds it. */
    public void loseSession(MessageQueue queue, String sessionId, long nowMillis) {
        SessionLock lock = sessions.lockOf(queue, sessionId, nowMillis);
        if (lock != null) {
            releaseSession(queue, lock, nowMillis);
        }
    }

    public Outcome<Long> renewSession(MessageQueue queue, String sessionId, long nowMillis) {
        return sessions.renew(queue, sessionId, nowMillis);
    }

    /** A held session's state; empty when it has none. */
    public Outcome<byte[]> sessionState(MessageQueue queue, String sessionId, long nowMillis) {
        return sessions.state(queue, sessionId, nowMillis);
    }

    public Outcome<Boolean> setSessionState(
            MessageQueue queue, String sessionId, byte @Nullable [] state, long nowMillis) {
        return ledger.atomically(() -> sessions.setState(queue, sessionId, state, nowMillis));
    }

    /** Queues in which something became receivable since the last call. */
    public List<MessageQueue> takeNews() {
        return ledger.state.notices().takeReceivable();
    }

    /** Before this, time alone changes nothing; {@link Long#MAX_VALUE} if it never does. Exact after a {@link #tick}. */
    public long nextDueMillis() {
        return ledger.state.notices().dueMillis();
    }

    /** Does what has become due. */
    public void tick(long nowMillis) {
        atomically(() -> List.copyOf(ledger.state.queues()).forEach(queue -> clockwork.tick(queue, nowMillis)));
        long due = QueuedMessage.NEVER;
        for (MessageQueue queue : ledger.state.queues()) {
            due = Math.min(due, queue.nextDueMillis());
        }
        ledger.state.notices().dueExactly(due);
    }

    private void atomically(Runnable request) {
        ledger.atomically(() -> {
            request.run();
            return true;
        });
    }
}
