package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The filter predicate of a patch, compiled: a port, for the core knows no SQL. */
@FunctionalInterface
public interface PatchCondition {

    /** Whether the item, with the service's properties, may be patched. */
    boolean holdsFor(ObjectNode document);
}
