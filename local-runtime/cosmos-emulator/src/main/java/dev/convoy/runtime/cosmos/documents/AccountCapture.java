package dev.convoy.runtime.cosmos.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything an account held at one moment, for a snapshot: the changes that make it anew, and the items. */
public record AccountCapture(List<Change> structure, List<PartitionItems> partitions) {

    public AccountCapture {
        structure = List.copyOf(structure);
        partitions = List.copyOf(partitions);
    }

    static AccountCapture of(Collection<Database> databases, Collection<Offer> offers) {
        List<Change> structure = new ArrayList<>();
        List<PartitionItems> partitions = new ArrayList<>();
        for (Database database : databases) {
            structure.add(new Change.DatabaseCreated(database.number(), database.id(), database.timestamp()));
            for (Container container : database.containers()) {
                structure.add(new Change.ContainerCreated(
                        container.address(),
                        container.partitions().size(),
                        container.timestamp(),
                        container.settings().json()));
                for (Script.Kind kind : Script.Kind.values()) {
                    container
                            .scripts()
                            .all(kind)
                            .forEach(script -> structure.add(new Change.ScriptSet(container.address(), script)));
                }
                container
                        .partitions()
                        .forEach(partition -> partitions.add(new PartitionItems(
                                container.address(), partition.range().index(), partition.capture())));
            }
        }
        offers.forEach(offer -> structure.add(new Change.OfferSet(offer.number(), offer.resource(), offer.content())));
        return new AccountCapture(structure, partitions);
    }

    /** The items of one partition. */
    public record PartitionItems(ContainerAddress address, int partition, Partition.Capture capture) {}
}
