package dev.convoy.orchestrations.lookup;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchResponse;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lookups in the Cosmos container {@code lookups}. Safe for use by several threads. */
public final class CosmosLookupStore implements LookupStore {

    private static final String PARTITION_KEY = "lookupId";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    /** What Cosmos adds to a document when it is read. */
    private static final List<String> SYSTEM_FIELDS = List.of("_rid", "_self", "_etag", "_attachments", "_ts");

    private final Supplier<CosmosContainer> lookups;

    /** Lookups in a container that is asked for when first needed. */
    public CosmosLookupStore(Supplier<CosmosContainer> lookups) {
        this.lookups = lookups;
    }

    @Override
    public Optional<Stored> find(LookupId lookupId, String id) {
        try {
            CosmosItemResponse<ObjectNode> response =
                    lookups.get().readItem(id, new PartitionKey(lookupId.value()), ObjectNode.class);
            ObjectNode document = response.getItem();
            document.remove(SYSTEM_FIELDS);
            return Optional.of(new Stored(document, response.getETag()));
        } catch (CosmosException e) {
            if (e.getStatusCode() == NOT_FOUND && e.getSubStatusCode() == 0) {
                return Optional.empty();
            }
            throw unreachable("read " + id + " of", lookupId.value(), e);
        }
    }

    @Override
    public boolean create(LookupId lookupId, List<ObjectNode> documents, List<OutboxEntry> messages) {
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(lookupId.value()));
        documents.forEach(batch::createItemOperation);
        add(batch, messages, lookupId.value());
        int status = execute(batch, lookupId.value());
        if (!isSuccess(status) && status != CONFLICT) {
            throw new LookupStoreUnreachableException("scatter", lookupId.value(), status);
        }
        return isSuccess(status);
    }

    @Override
    public void replace(ObjectNode document, String etag, List<OutboxEntry> messages) {
        String id = document.path("id").asText();
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(id));
        batch.replaceItemOperation(id, document, new CosmosBatchItemRequestOptions().setIfMatchETag(etag));
        add(batch, messages, id);
        int status = execute(batch, id);
        if (!isSuccess(status)) {
            throw new LookupStoreUnreachableException("change", id, status);
        }
    }

    private static void add(CosmosBatch batch, List<OutboxEntry> messages, String id) {
        messages.forEach(entry -> batch.createItemOperation(entry.toDocument(PARTITION_KEY, id)));
    }

    private int execute(CosmosBatch batch, String id) {
        try {
            CosmosBatchResponse response = lookups.get().executeCosmosBatch(batch);
            return response.getStatusCode();
        } catch (CosmosException e) {
            throw unreachable("change", id, e);
        }
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static RuntimeException unreachable(String operation, String id, CosmosException e) {
        RuntimeException exception = new LookupStoreUnreachableException(operation, id, e.getStatusCode());
        exception.initCause(e);
        return exception;
    }
}
