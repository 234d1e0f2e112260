package dev.convoy.functions.bigresult.state;

import dev.convoy.contracts.bigresult.ResultLimits;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a header must be like, and when two are the same. Stateless. */
public final class HeaderRules {

    private HeaderRules() {}

    /** What is wrong with it by itself. */
    public static Optional<String> problem(List<SeriesSpec> series) {
        if (series.isEmpty() || series.size() > ResultLimits.MOST_SERIES) {
            return Optional.of("a header names 1 to " + ResultLimits.MOST_SERIES + " series");
        }
        Set<SeriesName> names = new HashSet<>();
        for (SeriesSpec spec : series) {
            if (!names.add(spec.name())) {
                return Optional.of("the series " + spec.name() + " is named twice");
            }
            if (spec.totalCount() < 0 || spec.totalCount() > ResultLimits.MOST_CHUNKS) {
                return Optional.of("totalCount of " + spec.name() + " must be from 0 to " + ResultLimits.MOST_CHUNKS);
            }
        }
        return Optional.empty();
    }

    /** Whether they name the same series, in whatever order. */
    public static boolean isSame(List<SeriesSpec> one, List<SeriesSpec> other) {
        return sorted(one).equals(sorted(other));
    }

    private static List<SeriesSpec> sorted(List<SeriesSpec> series) {
        return series.stream().sorted(Comparator.comparing(SeriesSpec::name)).toList();
    }
}
