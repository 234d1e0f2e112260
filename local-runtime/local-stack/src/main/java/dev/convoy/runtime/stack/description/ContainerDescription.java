package dev.convoy.runtime.stack.description;

/**
 * A Cosmos container to create when it is missing.
 *
 * @param partitionKey path of the partition key, such as {@code /orderId}
 * @param ttl whether documents may bring a time to live of their own
 */
public record ContainerDescription(String name, String partitionKey, boolean ttl) {}
