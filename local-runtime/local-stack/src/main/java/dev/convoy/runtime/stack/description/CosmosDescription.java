package dev.convoy.runtime.stack.description;

import java.util.List;

/** A Cosmos database and its containers. */
public record CosmosDescription(String database, List<ContainerDescription> containers) {

    public CosmosDescription {
        containers = List.copyOf(containers);
    }
}
