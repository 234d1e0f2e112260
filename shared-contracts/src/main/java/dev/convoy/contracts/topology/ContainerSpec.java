package dev.convoy.contracts.topology;

/**
 * A Cosmos container.
 *
 * @param partitionKeyPath such as {@code /orderId}
 * @param ttl whether documents may carry a {@code ttl} of their own (container default -1)
 */
public record ContainerSpec(String name, String partitionKeyPath, boolean ttl) {

    /** The partition key's property name, without the slash. */
    public String partitionKeyName() {
        return partitionKeyPath.substring(1);
    }
}
