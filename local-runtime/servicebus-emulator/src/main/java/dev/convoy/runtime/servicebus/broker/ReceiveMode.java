package dev.convoy.runtime.servicebus.broker;

/** How a receiver takes messages. */
public enum ReceiveMode {
    /** Locked until settled. */
    PEEK_LOCK,
    /** Gone as soon as handed out. */
    RECEIVE_AND_DELETE
}
