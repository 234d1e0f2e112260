package dev.convoy.contracts.delivery;

/** Names of the application properties that messages carry on the bus. */
public final class MessageProperties {

    /** Full type name, on every message. */
    public static final String TYPE = "type";
    /** Which attempt it will be, on delayed copies. */
    public static final String ATTEMPT = "attempt";
    /** The queue, subscription or container that it comes from, on parked messages. */
    public static final String ORIGIN = "origin";
    /** Why it was given up, on parked messages; at most {@value #LONGEST_REASON} characters. */
    public static final String REASON = "reason";
    /** The id under which the bus knew it, on parked messages. */
    public static final String MESSAGE_ID = "messageId";

    /** Subject of parked messages. */
    public static final String PARKED = "parked";

    public static final int LONGEST_REASON = 1_000;

    private MessageProperties() {}

    /** A reason as it may stand on a parked message. */
    public static String reason(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }
}
