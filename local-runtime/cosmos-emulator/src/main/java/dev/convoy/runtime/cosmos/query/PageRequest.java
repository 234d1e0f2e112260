package dev.convoy.runtime.cosmos.query;

import org.jspecify.annotations.Nullable;

/**
 * Which page of the answer is wanted.
 *
 * @param mostRows that fit a page, above zero
 * @param continuation of the page before, null for the first
 */
public record PageRequest(int mostRows, @Nullable String continuation) {

    /** Most rows a page has when the client leaves it to the service. */
    public static final int DEFAULT_ROWS = 1000;

    /** Page size in bytes, roughly that of the service. */
    static final int MAX_BYTES = 4 << 20;
}
