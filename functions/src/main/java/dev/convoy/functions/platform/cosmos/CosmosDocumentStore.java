package dev.convoy.functions.platform.cosmos;

import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosBatch;
import com.azure.cosmos.models.CosmosBatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchOperationResult;
import com.azure.cosmos.models.CosmosBatchPatchItemRequestOptions;
import com.azure.cosmos.models.CosmosBatchResponse;
import com.azure.cosmos.models.CosmosPatchOperations;
import com.azure.cosmos.models.FeedResponse;
import com.azure.cosmos.models.PartitionKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.topology.ContainerSpec;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.MalformedContinuationException;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** A Cosmos container as document store. Commits are transactional batches. Safe for use by several threads. */
public final class CosmosDocumentStore implements DocumentStore {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final CosmosDatabaseClient database;
    private final ContainerSpec spec;

    public CosmosDocumentStore(CosmosDatabaseClient database, ContainerSpec spec) {
        this.database = database;
        this.spec = spec;
    }

    @Override
    public String partitionKeyName() {
        return spec.partitionKeyName();
    }

    @Override
    public Optional<StoredDocument> read(String partition, String id) {
        return call("read", id)
                .optional(container()
                        .readItem(id, new PartitionKey(partition), ObjectNode.class)
                        .map(answer -> CosmosDocuments.stored(answer.getItem()))
                        .onErrorResume(CosmosDocumentStore::isMissing, missing -> Mono.empty()));
    }

    @Override
    public CommitOutcome commit(String partition, List<Write> writes) {
        CosmosBatch batch = CosmosBatch.createCosmosBatch(new PartitionKey(partition));
        writes.forEach(write -> add(batch, write));
        return outcome(call("commit", partition).required(container().executeCosmosBatch(batch)));
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        try {
            return call("query", spec.name()).required(page(query));
        } catch (IllegalArgumentException e) {
            throw new MalformedContinuationException(e);
        }
    }

    private Mono<DocumentPage> page(DocumentQuery query) {
        String token = query.continuation().orElse(null);
        return container()
                .queryItems(CosmosQueries.spec(query), CosmosQueries.options(query), ObjectNode.class)
                .byPage(token, query.pageSize())
                .next()
                .map(CosmosDocumentStore::page)
                .defaultIfEmpty(new DocumentPage(List.of(), Optional.empty()))
                .onErrorMap(
                        e -> token != null && e instanceof CosmosException c && c.getStatusCode() == 400,
                        IllegalArgumentException::new);
    }

    private static DocumentPage page(FeedResponse<ObjectNode> response) {
        List<StoredDocument> documents =
                response.getResults().stream().map(CosmosDocuments::stored).toList();
        return new DocumentPage(documents, Optional.ofNullable(response.getContinuationToken()));
    }

    private CosmosAsyncContainer container() {
        return database.container(spec.name());
    }

    private CosmosCall call(String operation, String key) {
        return new CosmosCall(operation + " in " + spec.name(), key);
    }

    private static void add(CosmosBatch batch, Write write) {
        switch (write) {
            case Write.Create create -> batch.createItemOperation(create.document());
            case Write.Upsert upsert -> batch.upsertItemOperation(upsert.document());
            case Write.Replace replace ->
                batch.replaceItemOperation(
                        replace.document().path("id").asText(),
                        replace.document(),
                        new CosmosBatchItemRequestOptions().setIfMatchETag(CosmosDocuments.quoted(replace.etag())));
            case Write.Add add -> batch.patchItemOperation(add.id(), increments(add), condition(add));
        }
    }

    private static CosmosPatchOperations increments(Write.Add add) {
        CosmosPatchOperations operations = CosmosPatchOperations.create();
        add.changes().forEach((field, change) -> operations.increment("/" + field, change));
        return operations;
    }

    private static CosmosBatchPatchItemRequestOptions condition(Write.Add add) {
        CosmosBatchPatchItemRequestOptions options = new CosmosBatchPatchItemRequestOptions();
        add.floor()
                .ifPresent(floor ->
                        options.setFilterPredicate("from c where c." + floor.field() + " >= " + floor.minimum()));
        return options;
    }

    private static CommitOutcome outcome(CosmosBatchResponse response) {
        List<CosmosBatchOperationResult> results = response.getResults();
        if (response.isSuccessStatusCode()) {
            return new CommitOutcome.Committed(results.stream()
                    .map(result -> CosmosDocuments.unquoted(result.getETag()))
                    .collect(Collectors.toCollection(ArrayList::new)));
        }
        return IntStream.range(0, results.size())
                .mapToObj(index -> refusal(index, results.get(index).getStatusCode()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> CosmosCall.failure(response));
    }

    private static Optional<CommitOutcome> refusal(int index, int status) {
        return switch (status) {
            case CONFLICT -> Optional.of(new CommitOutcome.Refused(index, Refusal.EXISTS));
            case PRECONDITION_FAILED -> Optional.of(new CommitOutcome.Refused(index, Refusal.CHANGED));
            case NOT_FOUND -> Optional.of(new CommitOutcome.Refused(index, Refusal.MISSING));
            default -> Optional.empty();
        };
    }

    private static boolean isMissing(Throwable problem) {
        return problem instanceof CosmosException e && e.getStatusCode() == NOT_FOUND;
    }
}
