package dev.convoy.runtime.servicebus.broker;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Residence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one queue, indexed by what is asked of them: number, readiness, lock, expiry, schedule, session. Keeps the
 * indexes in step and decides nothing. Confined to the broker's thread.
 */
public final class MessageQueue {

    private static final Comparator<QueuedMessage> BY_EXPIRY =
            Comparator.<QueuedMessage>comparingLong(m -> m.expiresAtMillis).thenComparingLong(m -> m.sequence);
    private static final Comparator<QueuedMessage> BY_SCHEDULE =
            Comparator.<QueuedMessage>comparingLong(m -> m.scheduledForMillis).thenComparingLong(m -> m.sequence);

    private final int id;
    private final Entity entity;
    private final Address.Part part;
    private final String path;
    private final Notices notices;
    private final Residence residence;
    private final SequenceMap all = new SequenceMap();
    private final Map<LockToken, QueuedMessage> locked = new LinkedHashMap<>();
    private final TreeSet<QueuedMessage> expiring = new TreeSet<>(BY_EXPIRY);
    private final TreeSet<QueuedMessage> scheduled = new TreeSet<>(BY_SCHEDULE);
    private final Map<String, Lane> sessions = new HashMap<>();
    private final LinkedHashSet<Lane> freeSessions = new LinkedHashSet<>();
    private final LinkedHashSet<Lane> lockedSessions = new LinkedHashSet<>();
    private final Lane plain = new Lane("");
    private long nextSequence = 1;
    private int deferredCount;
    private boolean closed;
    private long sizeBytes;

    MessageQueue(int id, Entity entity, Address.Part part, Notices notices, Residence residence) {
        this.id = id;
        this.entity = entity;
        this.part = part;
        this.path = new Address(entity.definition.path(), part).toString();
        this.notices = notices;
        this.residence = residence;
    }

    /** The number by which changes name this queue. */
    public int id() {
        return id;
    }

    public EntitySettings settings() {
        return entity.definition.settings();
    }

    /** Whether messages come in sessions; never in a dead-letter queue. */
    public boolean requiresSession() {
        return part == Address.Part.MAIN && settings().requiresSession();
    }

    /** The path that clients use. */
    public String path() {
        return path;
    }

    /** Messages that wait to be received or are with a receiver. */
    public int activeCount() {
        return all.size() - deferredCount - scheduled.size();
    }

    /** Messages that are with a receiver. */
    public int lockedCount() {
        return locked.size();
    }

    public int scheduledCount() {
        return scheduled.size();
    }

    public int totalCount() {
        return all.size();
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /** Whether a receiver without session could be given a message now. */
    public boolean hasReady() {
        return !plain.ready.isEmpty();
    }

    /** Whether the holder of this session could be given a message now. */
    public boolean hasReady(SessionLock lock) {
        Lane lane = sessions.get(lock.sessionId());
        return lane != null && lane.lock == lock && !lane.ready.isEmpty();
    }

    Entity entity() {
        return entity;
    }

    Address.Part part() {
        return part;
    }

    boolean isMain() {
        return part == Address.Part.MAIN;
    }

    SequenceMap all() {
        return all;
    }

    long nextSequence() {
        return nextSequence;
    }

    void reachSequence(long next) {
        nextSequence = Math.max(nextSequence, next);
    }

    Lane plainLane() {
        return plain;
    }

    Iterable<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>(sessions.values());
        lanes.add(plain);
        return lanes;
    }

    /** The session's lane; made when it does not exist. */
    Lane session(String sessionId) {
        return sessions.computeIfAbsent(sessionId, Lane::new);
    }

    @Nullable
    Lane sessionIfKnown(String sessionId) {
        return sessions.get(sessionId);
    }

    List<Lane> sessionsKnown() {
        return new ArrayList<>(sessions.values());
    }

    /** A session that has messages and that nobody holds, the longest waiting first; null if there is none. */
    @Nullable
    Lane nextFreeSession() {
        return freeSessions.isEmpty() ? null : freeSessions.getFirst();
    }

    void insert(QueuedMessage message) {
        reachSequence(message.sequence + 1);
        all.put(message);
        residence.retain(message.message);
        sizeBytes += message.message.sizeBytes();
        index(message);
    }

    @Nullable
    QueuedMessage remove(long sequence) {
        QueuedMessage message = all.remove(sequence);
        if (message != null) {
            unindex(message);
            sizeBytes -= message.message.sizeBytes();
            residence.release(message.message);
            forgetIfIdle(laneOf(message));
        }
        return message;
    }

    /** Forgets everything; nobody may use this queue any more. */
    void clear() {
        for (QueuedMessage message = all.first(); message != null; message = all.first()) {
            remove(message.sequence);
        }
        sessionsKnown().forEach(lane -> {
            lane.state = null;
            unlockSession(lane);
        });
        closed = true;
        notices.receivable(this);
    }

    /** Whether the entity is gone. */
    public boolean isClosed() {
        return closed;
    }

    /** Nothing may be received from the entity at present. */
    public boolean isDisabled() {
        return !entity.definition.settings().status().mayReceive();
    }

    void move(QueuedMessage message, MessageState state) {
        unindex(message);
        message.state = state;
        index(message);
    }

    void replaceContent(QueuedMessage message, Message content) {
        sizeBytes += content.sizeBytes() - message.message.sizeBytes();
        residence.retain(content);
        residence.release(message.message);
        message.message = content;
    }

    void lock(QueuedMessage message, LockToken token, long untilMillis, @Nullable Object holder) {
        message.lock = token;
        message.lockedUntilMillis = untilMillis;
        message.heldBy = holder;
        locked.put(token, message);
        Lane lane = laneOf(message);
        if (lane != plain) {
            lane.held.put(token, message);
        }
        notices.due(untilMillis);
    }

    void renew(QueuedMessage message, long untilMillis) {
        LockToken token = message.lock;
        if (token != null) {
            locked.remove(token);
            locked.put(token, message);
            message.lockedUntilMillis = untilMillis;
        }
    }

    @Nullable
    QueuedMessage lockedBy(LockToken token) {
        return locked.get(token);
    }

    /** The lock that ends first; null if none ends by time. Locks of one queue have one duration, so the oldest ends first. */
    @Nullable
    QueuedMessage firstLockToEnd() {
        return requiresSession() || locked.isEmpty()
                ? null
                : locked.values().iterator().next();
    }

    @Nullable
    QueuedMessage firstToExpire() {
        return expiring.isEmpty() ? null : expiring.getFirst();
    }

    @Nullable
    QueuedMessage firstScheduled() {
        return scheduled.isEmpty() ? null : scheduled.getFirst();
    }

    void lockSession(Lane lane, SessionLock lock) {
        lane.lock = lock;
        lockedSessions.add(lane);
        freeSessions.remove(lane);
        notices.due(lock.lockedUntilMillis());
    }

    void renewSession(Lane lane, long untilMillis) {
        SessionLock lock = lane.lock;
        if (lock != null) {
            lock.renewUntil(untilMillis);
            lockedSessions.remove(lane);
            lockedSessions.add(lane);
        }
    }

    void unlockSession(Lane lane) {
        SessionLock lock = lane.lock;
        if (lock != null) {
            lock.lose();
        }
        lane.lock = null;
        lockedSessions.remove(lane);
        noteFree(lane);
        notices.receivable(this);
        forgetIfIdle(lane);
    }

    @Nullable
    Lane firstSessionLockToEnd() {
        return lockedSessions.isEmpty() ? null : lockedSessions.getFirst();
    }

    /** When time alone changes something here, or {@link Long#MAX_VALUE}. */
    long nextDueMillis() {
        QueuedMessage lockEnd = firstLockToEnd();
        long due = lockEnd == null ? QueuedMessage.NEVER : lockEnd.lockedUntilMillis;
        due = expiring.isEmpty() ? due : Math.min(due, expiring.getFirst().expiresAtMillis);
        due = scheduled.isEmpty() ? due : Math.min(due, scheduled.getFirst().scheduledForMillis);
        Lane session = firstSessionLockToEnd();
        SessionLock sessionLock = session == null ? null : session.lock;
        return sessionLock == null ? due : Math.min(due, sessionLock.lockedUntilMillis());
    }

    private void index(QueuedMessage message) {
        switch (message.state) {
            case READY -> {
                Lane lane = laneOf(message);
                lane.ready.put(message);
                noteFree(lane);
                notices.receivable(this);
            }
            case DEFERRED -> deferredCount++;
            case SCHEDULED -> {
                scheduled.add(message);
                notices.due(message.scheduledForMillis);
            }
            case LOCKED -> {
                // Its lock, if it has one, is indexed when it is given.
            }
        }
        if (expires(message)) {
            expiring.add(message);
            notices.due(message.expiresAtMillis);
        }
    }

    private void unindex(QueuedMessage message) {
        if (expires(message)) {
            expiring.remove(message);
        }
        switch (message.state) {
            case READY -> {
                Lane lane = laneOf(message);
                lane.ready.remove(message.sequence);
                if (lane.ready.isEmpty()) {
                    freeSessions.remove(lane);
                }
            }
            case DEFERRED -> deferredCount--;
            case SCHEDULED -> scheduled.remove(message);
            case LOCKED -> unlock(message);
        }
    }

    private void unlock(QueuedMessage message) {
        LockToken token = message.lock;
        if (token != null) {
            locked.remove(token);
            Lane lane = laneOf(message);
            if (lane != plain) {
                lane.held.remove(token);
            }
            message.lock = null;
            message.heldBy = null;
        }
    }

    private boolean expires(QueuedMessage message) {
        return message.expiresAtMillis != QueuedMessage.NEVER
                && isMain()
                && (message.state == MessageState.READY || message.state == MessageState.DEFERRED);
    }

    private Lane laneOf(QueuedMessage message) {
        return message.sessionId == null || !requiresSession() ? plain : session(message.sessionId);
    }

    private void noteFree(Lane lane) {
        if (lane != plain && lane.lock == null && !lane.ready.isEmpty()) {
            freeSessions.add(lane);
        }
    }

    void forgetIfIdle(Lane lane) {
        if (lane != plain && lane.isForgettable()) {
            sessions.remove(lane.sessionId);
            freeSessions.remove(lane);
        }
    }
}
