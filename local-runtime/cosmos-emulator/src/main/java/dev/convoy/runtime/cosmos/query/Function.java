package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A system function: its name, how many arguments it takes, and what it gives for them.
 *
 * @param most arguments, {@link #ANY} for no limit
 */
record Function(String name, int least, int most, Body body) {

    static final int ANY = Integer.MAX_VALUE;

    /** For messages: how many arguments. */
    String arity() {
        if (most == ANY) {
            return "at least " + least;
        }
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    /** What a function does. Undefined arguments come as missing nodes; so goes an undefined result. */
    @FunctionalInterface
    interface Body {

        /**
         * Answers the value.
         *
         * @param now the time of the query, the same for all rows
         */
        JsonNode apply(List<JsonNode> arguments, Instant now);
    }
}
