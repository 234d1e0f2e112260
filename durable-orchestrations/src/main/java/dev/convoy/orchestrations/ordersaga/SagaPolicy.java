package dev.convoy.orchestrations.ordersaga;

import java.time.Duration;

/**
 * How patient a saga is.
 *
 * @param paymentDeadline how long payment may take to answer
 * @param inventoryDeadline how long inventory may take to answer
 * @param compensationPatience how long to wait for the first answer to a compensation; doubled with each round
 * @param compensationRounds rounds of asking before a person is called; from 1 to {@value #MOST_ROUNDS}
 */
public record SagaPolicy(
        Duration paymentDeadline, Duration inventoryDeadline, Duration compensationPatience, int compensationRounds) {

    static final int MOST_ROUNDS = 20;
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);

    public SagaPolicy {
        requirePositive(paymentDeadline, "paymentDeadline");
        requirePositive(inventoryDeadline, "inventoryDeadline");
        requirePositive(compensationPatience, "compensationPatience");
        if (compensationRounds < 1 || compensationRounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("compensationRounds must be from 1 to " + MOST_ROUNDS);
        }
    }

    /** Two minutes for each answer; six rounds of compensation, which is about ten minutes. */
    public static SagaPolicy defaults() {
        return new SagaPolicy(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ofSeconds(10), 6);
    }

    /** How long to wait in the given round of asking, counted from 1. */
    Duration patience(int round) {
        Duration doubled = compensationPatience.multipliedBy(1L << (round - 1));
        Duration most = compensationPatience.compareTo(LONGEST_PATIENCE) > 0 ? compensationPatience : LONGEST_PATIENCE;
        return doubled.compareTo(most) > 0 ? most : doubled;
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
