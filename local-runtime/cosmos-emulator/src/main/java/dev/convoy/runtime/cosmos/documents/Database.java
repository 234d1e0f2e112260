package dev.convoy.runtime.cosmos.documents;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A database: a name for containers. Changed under the account's lock, read without one. */
public final class Database {

    private final int number;
    private final String id;
    private final long timestamp;
    private final Map<String, Container> containers = new ConcurrentSkipListMap<>();

    Database(int number, String id, long timestamp) {
        this.number = number;
        this.id = id;
        this.timestamp = timestamp;
    }

    public int number() {
        return number;
    }

    public String id() {
        return id;
    }

    /** Unix seconds of creation. */
    public long timestamp() {
        return timestamp;
    }

    public String rid() {
        return ResourceId.ofDatabase(number);
    }

    public Collection<Container> containers() {
        return containers.values();
    }

    /** Finds a container by its id or its {@code _rid}. */
    public Optional<Container> container(String name) {
        Container byId = containers.get(name);
        if (byId != null) {
            return Optional.of(byId);
        }
        return containers.values().stream()
                .filter(container -> container.address().rid().equals(name))
                .findFirst();
    }

    void put(Container container) {
        containers.put(container.settings().id(), container);
    }

    void remove(Container container) {
        containers.remove(container.settings().id());
    }
}
