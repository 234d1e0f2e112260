package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A container: its settings and its partitions. The settings change under the account's lock and are read without one; items are
 * guarded by their partition.
 */
public final class Container {

    private final ContainerAddress address;
    private final List<Partition> partitions;
    private final Scripts scripts = new Scripts();
    private volatile Version version;

    Container(ContainerAddress address, int partitions, Version version, ChangeLog log) {
        this.address = address;
        this.version = version;
        ContainerSettings settings = version.settings();
        List<Partition> made = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            PartitionRange range = new PartitionRange(
                    i,
                    EffectivePartitionKey.boundary(i, partitions, settings.partitionKey()),
                    EffectivePartitionKey.boundary(i + 1, partitions, settings.partitionKey()));
            made.add(new Partition(address, range, partitions, settings, log));
        }
        this.partitions = List.copyOf(made);
    }

    public ContainerAddress address() {
        return address;
    }

    public ContainerSettings settings() {
        return version.settings();
    }

    /** Unix seconds of the last change to the settings. */
    public long timestamp() {
        return version.timestamp();
    }

    public String etag() {
        return String.format(
                Locale.ROOT,
                "\"%08x-0000-4000-8000-%012x\"",
                address.container(),
                version.timestamp() + version.number());
    }

    public List<Partition> partitions() {
        return partitions;
    }

    public Scripts scripts() {
        return scripts;
    }

    /** The partition that owns a complete key. */
    public Partition partitionOf(PartitionKey key) {
        if (partitions.size() == 1) {
            return partitions.getFirst();
        }
        String place = EffectivePartitionKey.of(key, settings().partitionKey());
        return partitions.stream()
                .filter(partition -> partition.range().contains(place))
                .findFirst()
                .orElseThrow();
    }

    void replaceSettings(ContainerSettings settings, long timestamp) {
        version = new Version(settings, timestamp, version.number() + 1);
        partitions.forEach(partition -> partition.replaceSettings(settings));
    }

    /** The settings as of one change to them. */
    record Version(ContainerSettings settings, long timestamp, int number) {}
}
