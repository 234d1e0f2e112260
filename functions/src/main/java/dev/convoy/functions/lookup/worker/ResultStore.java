package dev.convoy.functions.lookup.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.lookup.ResultLocation;

/** Where results too large for a document go. Storing the same again is harmless. Safe for use by several threads. */
public interface ResultStore {

    /**
     * Stores JSON.
     *
     * @param json its UTF-8 text
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer; safe to retry
     */
    ResultLocation store(byte[] json);

    /**
     * Reads what a location of this store's kind points to.
     *
     * @throws IllegalArgumentException if the location is of another kind
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer; safe to retry
     */
    JsonNode read(ResultLocation location);
}
