package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The user-defined functions of a container: a port, for the query engine runs no scripts. */
@FunctionalInterface
public interface UserFunctions {

    /** A container without any. */
    UserFunctions NONE = (name, arguments) -> {
        throw new InvalidQueryException("The user-defined function '" + name + "' does not exist");
    };

    /** Calls one; undefined comes and goes as a missing node. */
    JsonNode call(String name, List<JsonNode> arguments);
}
