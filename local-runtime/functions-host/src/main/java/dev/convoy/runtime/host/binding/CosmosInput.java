package dev.convoy.runtime.host.binding;

import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.InputBinding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads one document by id and partition key (nothing if there is none), or the documents a query finds. Expressions in a query become
 * parameters of it, so that values are never read as SQL.
 */
final class CosmosInput implements InputBinding, AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int MOST_DOCUMENTS = 10_000;

    private final CosmosDocuments documents;
    private final Optional<String> id;
    private final Optional<String> partitionKey;
    private final String query;
    private final Clock clock;

    CosmosInput(Binding binding, Clock clock) {
        documents = new CosmosDocuments(binding);
        id = binding.fields().text("id");
        partitionKey = binding.fields().text("partitionKey");
        query = binding.fields().text("sqlQuery").orElse("SELECT * FROM c");
        this.clock = clock;
    }

    @Override
    public TypedData read(Invocation invocation) {
        return id.map(template -> point(template, invocation)).orElseGet(() -> found(invocation));
    }

    @Override
    public void close() {
        documents.close();
    }

    private TypedData point(String template, Invocation invocation) {
        String key = Expressions.fill(template, invocation.metadata(), clock);
        PartitionKey partition = new PartitionKey(partitionKey
                .map(text -> Expressions.fill(text, invocation.metadata(), clock))
                .orElse(key));
        try {
            JsonNode document = documents
                    .container()
                    .readItem(key, partition, JsonNode.class)
                    .map(response -> response.getItem())
                    .block(CosmosDocuments.LIMIT);
            return document == null ? Values.NOTHING : Values.json(document.toString());
        } catch (CosmosException failure) {
            if (failure.getStatusCode() == NOT_FOUND) {
                return Values.NOTHING;
            }
            throw failure;
        }
    }

    private TypedData found(Invocation invocation) {
        Map<String, SqlParameter> parameters = new TreeMap<>();
        String text = Expressions.replace(query, name -> {
            String parameter = "@" + name.replaceAll("[^A-Za-z0-9_]", "_");
            String value = Expressions.value(name, invocation.metadata(), clock)
                    .orElseThrow(() -> new IllegalArgumentException("binding expression {" + name + "} has no value"));
            parameters.put(parameter, new SqlParameter(parameter, value));
            return parameter;
        });
        CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
        partitionKey.ifPresent(
                key -> options.setPartitionKey(new PartitionKey(Expressions.fill(key, invocation.metadata(), clock))));
        List<JsonNode> found = documents
                .container()
                .queryItems(new SqlQuerySpec(text, new ArrayList<>(parameters.values())), options, JsonNode.class)
                .take(MOST_DOCUMENTS)
                .collectList()
                .block(CosmosDocuments.LIMIT);
        return Values.json(Values.jsonText(found == null ? List.of() : found));
    }
}
