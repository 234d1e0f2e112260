package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.lookup.ResultLocation;

/** A finding, put where it will stay. */
sealed interface StoredFinding {

    /** Small enough to lie in the document that speaks of it. */
    record Inline(JsonNode data, long sizeBytes) implements StoredFinding {}

    /** Too large for a document: it lies elsewhere. */
    record At(ResultLocation location) implements StoredFinding {}

    /** The service knows nothing of the target. */
    record Nothing() implements StoredFinding {}
}
