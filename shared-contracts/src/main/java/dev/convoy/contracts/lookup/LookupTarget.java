package dev.convoy.contracts.lookup;

/**
 * What to look up, in its one normal form: addresses as RFC 5952 writes them, names in lower-case ASCII without a dot at the end.
 */
public record LookupTarget(TargetKind kind, String value) {

    private static final int LONGEST = 253;

    public LookupTarget {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("target must have 1 to " + LONGEST + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
