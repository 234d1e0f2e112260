package dev.convoy.runtime.cosmos.documents;

import org.jspecify.annotations.Nullable;

/** The If-Match and If-None-Match values of an operation, each an ETag, {@code *}, or absent. */
public record Preconditions(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {

    /** No condition. */
    public static final Preconditions NONE = new Preconditions(null, null);

    /** Whether a write on the current version (null: there is none) must be refused with 412. */
    boolean failsOn(@Nullable StoredDocument current) {
        if (ifMatch != null && (current == null || !current.hasEtag(ifMatch))) {
            return true;
        }
        return ifNoneMatch != null && current != null && current.hasEtag(ifNoneMatch);
    }
}
