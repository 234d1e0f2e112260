package dev.convoy.runtime.cosmos.fault;

/** What a request does, as far as faults tell requests apart. */
public enum RequestKind {
    CREATE,
    READ,
    UPSERT,
    REPLACE,
    PATCH,
    DELETE,
    BATCH,
    QUERY,
    CHANGE_FEED,
    /** Everything about databases, containers, ranges, offers and scripts. */
    METADATA
}
