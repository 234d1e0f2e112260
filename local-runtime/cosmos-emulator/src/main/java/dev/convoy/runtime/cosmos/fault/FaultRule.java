package dev.convoy.runtime.cosmos.fault;

import java.time.Duration;
import java.util.Set;

/**
 * One kind of trouble for some kinds of requests.
 *
 * @param probability of a request being hit, 0 to 1
 * @param most requests hit before the rule wears out
 */
public record FaultRule(Set<RequestKind> kinds, double probability, long most, Trouble trouble) {

    public FaultRule {
        kinds = Set.copyOf(kinds);
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("a fault's probability must be 0 to 1, not " + probability);
        }
    }

    /** What happens to a request that is hit. */
    public sealed interface Trouble {

        /** Refused before anything was done. */
        record Refuse(Status status, Duration retryAfter) implements Trouble {}

        /** Done, but the answer comes late. */
        record Delay(Duration latency) implements Trouble {}

        /** Done, but the client is told that it timed out: it must find out by itself. */
        record LoseAnswer() implements Trouble {}
    }

    /** How a request may be refused. */
    public enum Status {
        /** 429/3200: come back later. */
        TOO_MANY_REQUESTS(429, 3200),
        /** 449: a conflict that a retry resolves. */
        RETRY_WITH(449, 0),
        /** 503. */
        SERVICE_UNAVAILABLE(503, 0),
        /** 408. */
        REQUEST_TIMEOUT(408, 0);

        private final int code;
        private final int substatus;

        Status(int code, int substatus) {
            this.code = code;
            this.substatus = substatus;
        }

        public int code() {
            return code;
        }

        public int substatus() {
            return substatus;
        }
    }

    /** Always, for all of these kinds. */
    public static FaultRule always(Set<RequestKind> kinds, Trouble trouble) {
        return new FaultRule(kinds, 1, Long.MAX_VALUE, trouble);
    }

    /** The same rule for so many requests. */
    public FaultRule times(long count) {
        return new FaultRule(kinds, probability, count, trouble);
    }

    /** The same rule for this share of the requests. */
    public FaultRule withProbability(double share) {
        return new FaultRule(kinds, share, most, trouble);
    }
}
