package dev.convoy.runtime.kit.fault;

/** A way to fail. What has no meaning for an emulator does not happen there. */
public enum Fault {
    /** The connection ends before the request has an effect. */
    DROP_BEFORE,
    /** The connection ends after the effect and before the answer. */
    DROP_AFTER,
    /** The link or stream ends with an error; the connection stays. */
    DETACH,
    /** The answer or delivery comes late. */
    DELAY,
    /** The request takes effect twice. */
    DUPLICATE,
    /** A delivery overtakes the one before it. */
    REORDER,
    /** A lock or lease is gone before its time. */
    LOSE_LOCK,
    /** The request is refused because of load, without effect. */
    THROTTLE
}
