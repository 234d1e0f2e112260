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
    /** The execution of a stored procedure. */
    EXECUTE,
    /** Everything about databases, containers, ranges, offers and the definitions of scripts. */
    METADATA
}
