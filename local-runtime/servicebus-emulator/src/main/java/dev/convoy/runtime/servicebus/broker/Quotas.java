package dev.convoy.runtime.servicebus.broker;

import java.time.Duration;

/**
 * What the broker refuses although it could do it: the service's own limits ("Service Bus quotas"), so that tests catch what
 * Azure would not take.
 *
 * @param maxMessageBytes one message as encoded
 * @param maxBatchBytes all messages of one send
 * @param maxIdentifierChars of message id, session id and partition key
 * @param maxPropertyBytes all application properties of one message
 * @param maxMessagesPerTransaction sends and settlements
 * @param maxEntityBytes messages held by one entity
 * @param maxEntities queues and topics
 * @param maxSubscriptionsPerTopic subscriptions
 * @param maxLockDuration longest lock
 * @param maxNameChars of a queue or topic; of a subscription or rule it is {@link #MAX_SUBSCRIPTION_NAME}
 */
public record Quotas(
        long maxMessageBytes,
        long maxBatchBytes,
        int maxIdentifierChars,
        int maxPropertyBytes,
        int maxMessagesPerTransaction,
        long maxEntityBytes,
        int maxEntities,
        int maxSubscriptionsPerTopic,
        Duration maxLockDuration,
        int maxNameChars) {

    /** Longest name of a subscription or rule where names are limited. */
    static final int MAX_SUBSCRIPTION_NAME = 50;

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    /** Nothing is refused beyond what memory and configured sizes demand. */
    public static Quotas none() {
        return new Quotas(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Transaction.MAX_STEPS,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Duration.ofDays(3650),
                Integer.MAX_VALUE);
    }

    /** The standard tier. */
    public static Quotas standard() {
        return new Quotas(
                256 * KIB, 256 * KIB, 128, (int) (64 * KIB), 100, 5 * GIB, 10_000, 2000, Duration.ofMinutes(5), 260);
    }

    /** The premium tier, one messaging unit: messages up to 100 MB, batches up to 1 MB. */
    public static Quotas premium() {
        return new Quotas(100 * MIB, MIB, 128, (int) (64 * KIB), 100, 80 * GIB, 1000, 2000, Duration.ofMinutes(5), 260);
    }
}
