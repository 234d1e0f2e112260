package dev.convoy.runtime.cosmos.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Everything that changes state and must outlive the process: one of these is one record of the log. */
public sealed interface Change {

    /** A database came to be. */
    record DatabaseCreated(int number, String id, long timestamp) implements Change {}

    /** A database went, with all in it. */
    record DatabaseDeleted(int number) implements Change {}

    /** A container came to be; how many partitions it has is fixed for its life. */
    record ContainerCreated(ContainerAddress address, int partitions, long timestamp, ObjectNode settings)
            implements Change {}

    /** A container's settings changed. */
    record ContainerReplaced(ContainerAddress address, long timestamp, ObjectNode settings) implements Change {}

    /** A container went, with all in it. */
    record ContainerDeleted(ContainerAddress address) implements Change {}

    /** The throughput of a database or container was set; {@code resource} is its {@code _rid}. */
    record OfferSet(int number, String resource, ObjectNode content) implements Change {}

    /** A script came to be or was replaced. */
    record ScriptSet(ContainerAddress address, Script script) implements Change {}

    /** A script went. */
    record ScriptDeleted(ContainerAddress address, Script.Kind kind, String id) implements Change {}

    /** Items of one partition changed together: all of them or none. */
    record ItemsChanged(ContainerAddress address, int partition, List<ItemChange> items) implements Change {

        public ItemsChanged {
            items = List.copyOf(items);
        }
    }
}
