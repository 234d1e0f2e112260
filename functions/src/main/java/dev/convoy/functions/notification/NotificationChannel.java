package dev.convoy.functions.notification;

/** A way to reach a customer. */
public interface NotificationChannel {

    /**
     * A text for a customer.
     *
     * @param id the same for the same notification, so that a receiver can tell a repetition
     */
    record Letter(String id, String recipient, String subject, String body) {}

    /** What the channel is called in records. */
    String name();

    /**
     * Sends it.
     *
     * @throws ChannelUnreachableException if the channel does not take it now; safe to retry
     * @throws LetterRefusedException if it never will
     */
    void send(Letter letter);
}
