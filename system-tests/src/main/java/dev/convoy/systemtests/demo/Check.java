package dev.convoy.systemtests.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts a scenario insists on. */
final class Check {

    private Check() {}

    static void equal(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new ScenarioFailedException(what + ": expected " + expected + ", found " + found);
        }
    }

    static void that(String what, boolean holds) {
        if (!holds) {
            throw new ScenarioFailedException(what);
        }
    }
}
