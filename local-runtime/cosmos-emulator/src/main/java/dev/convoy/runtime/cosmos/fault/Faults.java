package dev.convoy.runtime.cosmos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The rules in force, asked once for each request. Guarded by its own lock; the same seed and requests give the same trouble. */
public final class Faults {

    private final List<Armed> rules = new ArrayList<>();
    private RandomGenerator random = new Random(0);
    private volatile boolean quiet = true;

    /** Adds a rule after those there are; the first that hits counts. */
    public synchronized void add(FaultRule rule) {
        rules.add(new Armed(rule));
        quiet = false;
    }

    /** Starts the dice anew. */
    public synchronized void seed(long seed) {
        random = new Random(seed);
    }

    /** Ends all trouble. */
    public synchronized void clear() {
        rules.clear();
        quiet = true;
    }

    /** What happens to the next request of this kind, if anything. */
    public Optional<FaultRule.Trouble> next(RequestKind kind) {
        return quiet ? Optional.empty() : roll(kind);
    }

    private synchronized Optional<FaultRule.Trouble> roll(RequestKind kind) {
        for (Armed armed : rules) {
            FaultRule rule = armed.rule;
            boolean applies = rule.kinds().contains(kind) && armed.hits < rule.most();
            if (applies && random.nextDouble() < rule.probability()) {
                armed.hits++;
                return Optional.of(rule.trouble());
            }
        }
        return Optional.empty();
    }

    private static final class Armed {

        private final FaultRule rule;
        private long hits;

        Armed(FaultRule rule) {
            this.rule = rule;
        }
    }
}
