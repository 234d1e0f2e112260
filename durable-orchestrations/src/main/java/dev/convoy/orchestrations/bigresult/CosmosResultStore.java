package dev.convoy.orchestrations.bigresult;

import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchResponse;
import com.azure.cosmos.models.CosmosItemResponse;
import com.azure.cosmos.models.CosmosPatchItemRequestOptions;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Transactions in the Cosmos container {@code results}, receipts in {@code result-receipts}. Safe for use by several threads. */
public final class CosmosResultStore implements ResultStore {

    private static final String PARTITION_KEY = "transactionId";
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int PAGE = 100;

    private final Supplier<CosmosContainer> results;
    private final Supplier<CosmosContainer> receipts;

    /** Containers that are asked for when first needed. */
    public CosmosResultStore(Supplier<CosmosContainer> results, Supplier<CosmosContainer> receipts) {
        this.results = results;
        this.receipts = receipts;
    }

    private record Document(ObjectNode content, String etag) {}

    @Override
    public Optional<Stored> find(TransactionId id) {
        return read(results, id, id.value())
                .map(document -> new Stored(Json.read(document.content(), ResultDocument.class), document.etag()));
    }

    @Override
    public Optional<ResultProgress> progress(TransactionId id) {
        return read(receipts, id, ResultProgress.ID).map(document -> new ResultProgress(document.content()));
    }

    @Override
    public Optional<ReceiptPage> page(TransactionId id, SeriesName series, int number) {
        return read(receipts, id, ReceiptPage.documentId(series, number))
                .map(document -> ReceiptPage.of(document.content()));
    }

    private static Optional<Document> read(Supplier<CosmosContainer> container, TransactionId id, String documentId) {
        try {
            CosmosItemResponse<ObjectNode> response =
                    container.get().readItem(documentId, new PartitionKey(id.value()), ObjectNode.class);
            return Optional.of(new Document(response.getItem(), response.getETag()));
        } catch (CosmosException e) {
            if (e.getStatusCode() == NOT_FOUND && e.getSubStatusCode() == 0) {
                return Optional.empty();
            }
            throw new ResultStoreException("read", id.value(), e);
        }
    }

    @Override
    public void closeIntake(TransactionId id) {
        CosmosPatchItemRequestOptions onlyOpen = new CosmosPatchItemRequestOptions();
        onlyOpen.setFilterPredicate("from c where c." + ResultProgress.OPEN + " >= 1");
        try {
            receipts.get()
                    .patchItem(
                            ResultProgress.ID,
                            new PartitionKey(id.value()),
                            CosmosPatchOperations.create().increment("/" + ResultProgress.OPEN, -1),
                            onlyOpen,
                            ObjectNode.class);
        } catch (CosmosException e) {
            if (e.getStatusCode() != PRECONDITION_FAILED && e.getStatusCode() != NOT_FOUND) { // closed before, or gone
                throw new ResultStoreException("close", id.value(), e);
            }
        }
    }

    @Override
    public void replace(Stored before, ResultDocument changed, List<OutboxEntry> messages) {
        String id = changed.id();
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(id));
        batch.replaceItemOperation(
                id, Json.tree(changed), new CosmosBatchItemRequestOptions().setIfMatchETag(before.etag()));
        messages.forEach(message -> batch.createItemOperation(message.toDocument(PARTITION_KEY, id)));
        int status = execute(results, batch, id);
        if (!isSuccess(status)) {
            throw new ResultStoreException("change", id, status);
        }
    }

    @Override
    public void publish(TransactionId id, OutboxEntry message) {
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(id.value()));
        batch.createItemOperation(message.toDocument(PARTITION_KEY, id.value()));
        int status = execute(results, batch, id.value());
        if (!isSuccess(status) && status != CONFLICT) {
            throw new ResultStoreException("publish for", id.value(), status);
        }
    }

    @Override
    public void forget(TransactionId id) {
        forget(receipts, id);
        forget(results, id);
    }

    private static void forget(Supplier<CosmosContainer> container, TransactionId id) {
        List<String> ids = others(container, id);
        while (!ids.isEmpty()) {
            CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(id.value()));
            ids.forEach(batch::deleteItemOperation);
            int status = execute(container, batch, id.value());
            if (!isSuccess(status)) {
                throw new ResultStoreException("forget", id.value(), status);
            }
            ids = others(container, id);
        }
    }

    /** Ids of up to a page of documents of a transaction besides its own. */
    private static List<String> others(Supplier<CosmosContainer> container, TransactionId id) {
        SqlQuerySpec query =
                new SqlQuerySpec("SELECT c.id FROM c WHERE c.id != @id", List.of(new SqlParameter("@id", id.value())));
        CosmosQueryRequestOptions options =
                new CosmosQueryRequestOptions().setPartitionKey(new PartitionKey(id.value()));
        List<String> ids = new ArrayList<>();
        first(container, query, options, null).ifPresent(page -> page.getResults()
                .forEach(node -> ids.add(node.path("id").asText())));
        return ids;
    }

    private static Optional<FeedResponse<ObjectNode>> first(
            Supplier<CosmosContainer> container,
            SqlQuerySpec query,
            CosmosQueryRequestOptions options,
            @Nullable String continuation) {
        try {
            Iterable<FeedResponse<ObjectNode>> pages =
                    container.get().queryItems(query, options, ObjectNode.class).iterableByPage(continuation, PAGE);
            return StreamSupport.stream(pages.spliterator(), false).findFirst();
        } catch (CosmosException e) {
            throw new ResultStoreException("list", String.valueOf(continuation), e);
        }
    }

    @Override
    public Page list(Optional<String> continuation) {
        SqlQuerySpec query = new SqlQuerySpec(
                "SELECT * FROM c WHERE c.kind = @kind", List.of(new SqlParameter("@kind", ResultDocument.KIND)));
        return first(results, query, new CosmosQueryRequestOptions(), continuation.orElse(null))
                .map(page -> new Page(
                        page.getResults().stream()
                                .map(node -> Json.read(node, ResultDocument.class))
                                .toList(),
                        Optional.ofNullable(page.getContinuationToken())))
                .orElseGet(() -> new Page(List.of(), Optional.empty()));
    }

    private static int execute(Supplier<CosmosContainer> container, CosmosBatch batch, String id) {
        try {
            CosmosBatchResponse response = container.get().executeCosmosBatch(batch);
            return response.getStatusCode();
        } catch (CosmosException e) {
            throw new ResultStoreException("change", id, e);
        }
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }
}
