package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.List;

/** A JSON pointer (RFC 6901) of a patch, at least one segment long. */
public record PatchPath(List<String> segments) {

    /** Means the end of an array. */
    static final String END = "-";

    public PatchPath {
        segments = List.copyOf(segments);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it does not start with a slash or points at the service's own properties
     */
    static PatchPath parse(String text) {
        if (text.length() < 2 || text.charAt(0) != '/') {
            throw new IllegalArgumentException("a patch path must look like /name, not '" + text + "'");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : text.substring(1).split("/", -1)) {
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return new PatchPath(segments);
    }

    String last() {
        return segments.getLast();
    }

    List<String> parents() {
        return segments.subList(0, segments.size() - 1);
    }

    /** Whether this path is the other or leads to it. */
    boolean isSameOrAbove(PatchPath other) {
        return other.segments.size() >= segments.size()
                && other.segments.subList(0, segments.size()).equals(segments);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
