package dev.convoy.runtime.servicebus.broker;

/** One receiver's hold on one session. Mutable: renewed, until it expires or is let go. Owned by its {@link Lane}. */
public final class SessionLock {

    private final String sessionId;
    private long lockedUntilMillis;
    private boolean lost;

    SessionLock(String sessionId, long lockedUntilMillis) {
        this.sessionId = sessionId;
        this.lockedUntilMillis = lockedUntilMillis;
    }

    public String sessionId() {
        return sessionId;
    }

    public long lockedUntilMillis() {
        return lockedUntilMillis;
    }

    /** Whether the lock has ended, by time or otherwise; it does not come back. */
    public boolean isLost() {
        return lost;
    }

    boolean isExpiredAt(long nowMillis) {
        return lockedUntilMillis <= nowMillis;
    }

    void renewUntil(long millis) {
        lockedUntilMillis = millis;
    }

    void lose() {
        lost = true;
    }
}
