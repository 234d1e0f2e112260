package dev.convoy.runtime.servicebus.broker;

/** Why the broker did not do what it was asked to, in words for the client's exception. */
public record Refusal(Reason reason, String text) {

    /** The kinds that clients tell apart. */
    public enum Reason {
        ENTITY_NOT_FOUND,
        ENTITY_DISABLED,
        ENTITY_ALREADY_EXISTS,
        MESSAGE_LOCK_LOST,
        SESSION_LOCK_LOST,
        SESSION_CANNOT_BE_LOCKED,
        MESSAGE_NOT_FOUND,
        MESSAGE_TOO_LARGE,
        QUOTA_EXCEEDED,
        NOT_ALLOWED,
        INVALID,
        TIMEOUT,
        SERVER_BUSY,
        LINK_DETACHED
    }
}
