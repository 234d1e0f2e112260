package dev.convoy.runtime.servicebus.broker;

/**
 * Where a message stands in its queue.
 *
 * <pre>
 * SCHEDULED ──due──► (enqueued anew) READY ⇄ LOCKED ──► gone
 *                                             │  ▲
 *                                             ▼  │ received by number
 *                                           DEFERRED
 * </pre>
 */
public enum MessageState {
    READY,
    LOCKED,
    DEFERRED,
    SCHEDULED
}
