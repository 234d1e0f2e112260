package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** What a query is run with, the same for all rows. */
public record QueryContext(Map<String, JsonNode> parameters, Instant now, UserFunctions functions) {

    public QueryContext {
        parameters = Map.copyOf(parameters);
    }

    JsonNode parameter(String name) {
        JsonNode value = parameters.get(name);
        if (value == null) {
            throw new InvalidQueryException("The query parameter '" + name + "' has no value");
        }
        return value;
    }
}
