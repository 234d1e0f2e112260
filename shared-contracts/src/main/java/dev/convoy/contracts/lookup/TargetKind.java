package dev.convoy.contracts.lookup;

/** What can be looked up. */
public enum TargetKind {
    ipv4,
    ipv6,
    domain;

    public boolean isAddress() {
        return this != domain;
    }
}
