package dev.convoy.systemtests.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a check of the books found.
 *
 * @param underWay orders to which something will still happen by itself
 * @param settledByHand orders whose money or stock a person settled outside
 * @param problems one line each; empty if the books balance
 */
public record Findings(
        Map<String, Long> byStatus,
        long underWay,
        long settledByHand,
        BigDecimal charged,
        BigDecimal refunded,
        List<String> problems) {

    private static final int MOST_SHOWN = 20;

    public Findings {
        byStatus = Map.copyOf(byStatus);
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean balance() {
        return problems.isEmpty();
    }

    /** Whether nothing is under way either. */
    public boolean atRest() {
        return underWay == 0;
    }

    /** The findings for a person, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long orders = byStatus.values().stream().mapToLong(Long::longValue).sum();
        lines.add(orders + " orders " + new TreeMap<>(byStatus) + ", " + underWay + " under way, " + settledByHand
                + " settled by hand");
        lines.add("charged " + charged + ", refunded " + refunded + ", kept " + charged.subtract(refunded));
        problems.stream().limit(MOST_SHOWN).forEach(lines::add);
        if (problems.size() > MOST_SHOWN) {
            lines.add("… and " + (problems.size() - MOST_SHOWN) + " more");
        }
        lines.add(balance() ? "the books balance" : "the books do NOT balance: " + problems.size() + " problems");
        return lines;
    }
}
