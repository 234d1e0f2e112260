package dev.convoy.runtime.host.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.OutputBinding;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.ArrayList;
import java.util.List;

/** Puts documents into a container: one, or every element of an array; each replaces an older one of its id. */
final class CosmosOutput implements OutputBinding, AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final CosmosDocuments documents;

    CosmosOutput(Binding binding) {
        documents = new CosmosDocuments(binding);
    }

    @Override
    public void write(Invocation invocation, TypedData value) throws JsonProcessingException {
        for (ObjectNode document :
                documents(MAPPER.readTree(Values.asText(value).orElse("null")))) {
            documents.container().upsertItem(document).block(CosmosDocuments.LIMIT);
        }
    }

    @Override
    public void close() {
        documents.close();
    }

    private static List<ObjectNode> documents(JsonNode value) {
        List<ObjectNode> documents = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            if (!(item instanceof ObjectNode document)) {
                throw new IllegalArgumentException("a document must be a JSON object, is " + item.getNodeType());
            }
            documents.add(document);
        }
        return documents;
    }
}
