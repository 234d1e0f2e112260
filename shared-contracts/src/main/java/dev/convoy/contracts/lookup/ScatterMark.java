package dev.convoy.contracts.lookup;

import dev.convoy.contracts.id.LookupId;

/**
 * Says who came first at a lookup: its commands or its cancellation. Written under one id by whoever is first, with the commands in
 * one batch, so that a cancellation that overtakes the start of its lookup is not lost. Lies in the container {@code lookups}.
 *
 * @param id always {@value #ID}
 * @param kind always {@value #KIND}
 * @param cancelled whether it was the cancellation
 */
public record ScatterMark(String id, LookupId lookupId, String kind, boolean cancelled, long ttl) {

    public static final String ID = "scatter";
    public static final String KIND = "scatter";

    private static final long KEPT_SECONDS = 7L * 24 * 60 * 60;

    public static ScatterMark of(LookupId lookupId, boolean cancelled) {
        return new ScatterMark(ID, lookupId, KIND, cancelled, KEPT_SECONDS);
    }
}
