package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.JsonNode;

/** What a service knows of a target. */
public sealed interface Finding {

    /** Something, as JSON of the service's own shape. */
    record Found(JsonNode data) implements Finding {}

    /** It answered, and knows nothing. */
    record NotFound() implements Finding {}
}
