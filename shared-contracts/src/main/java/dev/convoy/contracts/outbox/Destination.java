package dev.convoy.contracts.outbox;

/**
 * Where a message goes.
 *
 * @param entity name of a queue or topic of the topology
 */
public record Destination(String entity) {

    public Destination {
        if (entity.isBlank()) {
            throw new IllegalArgumentException("entity must not be blank");
        }
    }
}
