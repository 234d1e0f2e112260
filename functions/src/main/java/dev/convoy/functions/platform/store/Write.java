package dev.convoy.functions.platform.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** One change of one document within a commit. */
public sealed interface Write {

    /** Refused with {@link Refusal#EXISTS} if the id is taken. */
    record Create(ObjectNode document) implements Write {}

    /** Refused with {@link Refusal#CHANGED} unless the document still has this etag, {@link Refusal#MISSING} if it is gone. */
    record Replace(ObjectNode document, String etag) implements Write {}

    /** Creates or replaces whatever is there. */
    record Upsert(ObjectNode document) implements Write {}

    /**
     * Adds to whole-number fields without reading them first. Refused with {@link Refusal#CHANGED} if the floor does not hold
     * before the addition, {@link Refusal#MISSING} if there is no such document.
     */
    record Add(String id, Map<String, Long> changes, Optional<Floor> floor) implements Write {
        public Add {
            changes = Map.copyOf(changes);
        }
    }

    /** A field that must have at least this value. */
    record Floor(String field, long minimum) {}
}
