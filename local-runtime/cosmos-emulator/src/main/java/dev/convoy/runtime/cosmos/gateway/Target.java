package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.Database;
import dev.convoy.runtime.cosmos.documents.EffectivePartitionKey;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The container a request is about, and how to find the partitions it means. */
record Target(Database database, Container container) {

    private static final int CONTAINER_RECREATED = 1024;
    private static final int RANGE_GONE = 1002;

    /**
     * Finds the container of a path {@code dbs/d/colls/c/…}.
     *
     * @throws RefusedException with 404/1003 if there is none, 400/1024 if the client means an earlier one of that name
     */
    static Target of(Account account, GatewayRequest request) {
        String databaseName = request.path().get(1);
        String containerName = request.path().get(3);
        Database database = account.database(databaseName)
                .orElseThrow(() -> new RefusedException(Refusal.ownerNotFound(databaseName)));
        Container container = database.container(containerName)
                .orElseThrow(() -> new RefusedException(Refusal.ownerNotFound(containerName)));
        String intended = request.header(Headers.INTENDED_RID);
        if (intended != null && !intended.equals(container.address().rid())) {
            throw new RefusedException(new Refusal(
                    400, CONTAINER_RECREATED, "The container's _rid is not the one the request was intended for."));
        }
        return new Target(database, container);
    }

    String path() {
        return "dbs/" + database.id() + "/colls/" + container.settings().id();
    }

    /** The partition key in the header, if there is one. */
    @Nullable
    PartitionKey key(GatewayRequest request) {
        String header = request.header(Headers.PARTITION_KEY);
        if (header == null) {
            return null;
        }
        PartitionKey key = PartitionKey.parse(header);
        if (key.size() > container.settings().partitionKey().paths().size()) {
            throw new RefusedException(new Refusal(
                    400, 1001, "The partition key has more values than the container's definition has paths."));
        }
        return key;
    }

    /** The partition key in the header, which must be there and complete. */
    PartitionKey requireKey(GatewayRequest request) {
        PartitionKey key = key(request);
        if (key == null || !container.settings().partitionKey().isComplete(key)) {
            throw new RefusedException(Refusal.badRequest("The partition key supplied in " + Headers.PARTITION_KEY
                    + " has fewer components than defined in the" + " container."));
        }
        return key;
    }

    /** The partitions a request over several items reads. */
    List<Partition> partitions(GatewayRequest request, @Nullable PartitionKey key) {
        if (key != null && container.settings().partitionKey().isComplete(key)) {
            return List.of(container.partitionOf(key));
        }
        Optional<Integer> index = request.rangeIndex();
        if (index.isPresent()) {
            return List.of(partition(index.get()));
        }
        if (key != null) {
            String start = EffectivePartitionKey.of(key, container.settings().partitionKey());
            return overlapping(start, start + EffectivePartitionKey.MAX);
        }
        String from = request.header(Headers.START_EPK);
        String to = request.header(Headers.END_EPK);
        return overlapping(
                from == null ? EffectivePartitionKey.MIN : from, to == null ? EffectivePartitionKey.MAX : to);
    }

    /** The partition with this index, or 410/1002, which makes the SDK read the ranges again. */
    Partition partition(int index) {
        if (index < 0 || index >= container.partitions().size()) {
            throw new RefusedException(new Refusal(410, RANGE_GONE, "There is no partition key range " + index + "."));
        }
        return container.partitions().get(index);
    }

    private List<Partition> overlapping(String from, String to) {
        return container.partitions().stream()
                .filter(partition -> partition.range().overlaps(from, to))
                .toList();
    }
}
