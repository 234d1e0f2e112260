package dev.convoy.runtime.kit.fault;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Faults to come, decided by a seed. Whether the n-th opportunity of a target meets a rule's fault depends on seed, rule, target and
 * n only, not on what else happens: the same plan does the same to the same sequence of requests. Safe for use by several threads.
 */
public final class FaultPlan {

    private static final FaultPlan NONE = new FaultPlan(0, List.of());

    private final long seed;
    private final List<FaultRule> rules;
    private final Map<String, AtomicLong> opportunities = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> occurrences = new ConcurrentHashMap<>();

    public FaultPlan(long seed, List<FaultRule> rules) {
        this.seed = seed;
        this.rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static FaultPlan none() {
        return NONE;
    }

    public long seed() {
        return seed;
    }

    public List<FaultRule> rules() {
        return rules;
    }

    /** Whether this fault happens to the target now; answers the rule that says so. Each call is one opportunity. */
    public Optional<FaultRule> draw(Fault fault, String target) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < rules.size(); i++) {
            FaultRule rule = rules.get(i);
            if (rule.fault() == fault && rule.appliesTo(target) && strikes(i, rule, target)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** How often each fault has happened so far, by fault and target. */
    public Map<String, Long> occurred() {
        Map<String, Long> counts = new java.util.TreeMap<>();
        occurrences.forEach((key, count) -> counts.put(key, count.get()));
        return counts;
    }

    private boolean strikes(int index, FaultRule rule, String target) {
        String name = target.toLowerCase(Locale.ROOT);
        long n = counter(opportunities, index + " " + name).getAndIncrement();
        if (uniform(seed, index, name.hashCode(), n) >= rule.probability()) {
            return false;
        }
        AtomicLong count = counter(occurrences, rule.fault() + " " + name);
        if (rule.limit() == 0) {
            count.incrementAndGet();
            return true;
        }
        return count.getAndUpdate(c -> Math.min(c + 1, rule.limit())) < rule.limit();
    }

    private static AtomicLong counter(Map<String, AtomicLong> counters, String key) {
        return counters.computeIfAbsent(key, unused -> new AtomicLong());
    }

    /** A number from 0 to below 1 that looks random in each of its arguments (finaliser of SplitMix64). */
    private static double uniform(long seed, long rule, long target, long n) {
        long z = seed + 0x9e37_79b9_7f4a_7c15L * (n + 1) + 0xbf58_476d_1ce4_e5b9L * (rule + 1) + 31 * target;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
    }
}
