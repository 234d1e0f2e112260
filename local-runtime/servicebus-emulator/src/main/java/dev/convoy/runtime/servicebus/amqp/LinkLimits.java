package dev.convoy.runtime.servicebus.amqp;

/** Sizes that links announce and hold to. */
public record LinkLimits(long maxMessageBytes, long maxBatchBytes) {

    /** As of the premium tier: messages up to 100 MB, batches up to 1 MB. */
    public static LinkLimits defaults() {
        return new LinkLimits(100L << 20, 1L << 20);
    }
}
