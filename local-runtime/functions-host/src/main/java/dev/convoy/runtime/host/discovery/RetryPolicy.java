package dev.convoy.runtime.host.discovery;

import java.time.Duration;

/** How often and how soon a failed invocation of a function is tried again; {@code maxRetryCount} -1 means without end. */
public sealed interface RetryPolicy {

    int maxRetryCount();

    /** How long to wait before retry number {@code retry}, counted from one; without jitter. */
    Duration delayBefore(int retry);

    /** Always the same wait. */
    record FixedDelay(int maxRetryCount, Duration delay) implements RetryPolicy {

        @Override
        public Duration delayBefore(int retry) {
            return delay;
        }
    }

    /** A wait that doubles from the smallest to the largest. */
    record ExponentialBackoff(int maxRetryCount, Duration minimum, Duration maximum) implements RetryPolicy {

        @Override
        public Duration delayBefore(int retry) {
            int doublings = Math.min(retry - 1, 30);
            Duration delay = minimum.multipliedBy(1L << doublings);
            return delay.compareTo(maximum) > 0 ? maximum : delay;
        }
    }

    static RetryPolicy read(Fields fields) {
        Strategy strategy = fields.oneOf("strategy", Strategy.class, Strategy.FIXEDDELAY);
        if (fields.text("strategy").isEmpty()) {
            throw fields.broken("strategy", "is missing");
        }
        int retries = fields.integer("maxRetryCount", -1, -1);
        return switch (strategy) {
            case FIXEDDELAY -> new FixedDelay(retries, required(fields, "delayInterval"));
            case EXPONENTIALBACKOFF ->
                new ExponentialBackoff(
                        retries, required(fields, "minimumInterval"), required(fields, "maximumInterval"));
        };
    }

    private static Duration required(Fields fields, String name) {
        fields.requiredText(name);
        return fields.duration(name, Duration.ZERO);
    }

    /** The names of the strategies in {@code function.json}. */
    enum Strategy {
        FIXEDDELAY,
        EXPONENTIALBACKOFF
    }
}
