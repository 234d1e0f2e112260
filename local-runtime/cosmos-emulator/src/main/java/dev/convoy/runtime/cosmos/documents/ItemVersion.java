package dev.convoy.runtime.cosmos.documents;

import org.jspecify.annotations.Nullable;

/** One change of an item, and the version it replaced or removed, if there was one. */
public record ItemVersion(ItemChange change, @Nullable StoredDocument previous) {

    /** Bytes of the documents it holds. */
    long bytes() {
        long size = previous == null ? 0 : previous.json().length();
        return change instanceof ItemChange.Put put
                ? size + put.document().json().length()
                : size;
    }
}
