package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.query.Expression.Aggregation;

/**
 * Gathers the values of one aggregate over one group. Undefined values do not count; SUM and AVG of anything but numbers are
 * undefined, and so are AVG, MIN and MAX of nothing. Confined to one query.
 */
final class Accumulator {

    private final Aggregation kind;
    private long count;
    private double sum;
    private boolean spoiled;
    private JsonNode extreme = Values.UNDEFINED;

    Accumulator(Aggregation kind) {
        this.kind = kind;
    }

    void add(JsonNode value) {
        if (value.isMissingNode()) {
            return;
        }
        count++;
        switch (kind) {
            case COUNT -> {}
            case SUM, AVG -> {
                spoiled |= !value.isNumber();
                sum += value.doubleValue();
            }
            case MIN, MAX -> {
                int order = Values.compare(value, extreme);
                if (count == 1 || (kind == Aggregation.MIN ? order < 0 : order > 0)) {
                    extreme = value;
                }
            }
        }
    }

    JsonNode result() {
        return switch (kind) {
            case COUNT -> Values.NODES.numberNode(count);
            case SUM -> spoiled ? Values.UNDEFINED : Values.of(sum);
            case AVG -> spoiled || count == 0 ? Values.UNDEFINED : Values.of(sum / count);
            case MIN, MAX -> extreme;
        };
    }

    /** The sum and count of what came by, for a reader that merges averages. */
    double sum() {
        return sum;
    }

    long count() {
        return count;
    }

    boolean isSpoiled() {
        return spoiled;
    }
}
