package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The names of a row and their values: a chain, the innermost first. */
record Scope(String name, JsonNode value, @Nullable Scope outer) {

    static @Nullable JsonNode lookup(@Nullable Scope scope, String name) {
        for (Scope s = scope; s != null; s = s.outer()) {
            if (s.name().equals(name)) {
                return s.value();
            }
        }
        return null;
    }
}
