package dev.convoy.orchestrations.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lookups in memory, with the outbox that nobody empties. Confined to one thread. */
final class MemoryLookupStore implements LookupStore {

    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();
    private int reads;

    @Override
    public Optional<Stored> find(LookupId lookupId, String id) {
        reads++;
        return Optional.ofNullable(documents.get(key(lookupId, id)))
                .map(document -> new Stored(document.deepCopy(), "etag"));
    }

    @Override
    public boolean create(LookupId lookupId, List<ObjectNode> added, List<OutboxEntry> messages) {
        List<ObjectNode> all = new ArrayList<>(added);
        messages.forEach(message -> all.add(message.toDocument("lookupId", lookupId.value())));
        if (all.stream().anyMatch(document -> documents.containsKey(key(document)))) {
            return false;
        }
        all.forEach(document -> documents.put(key(document), document));
        return true;
    }

    @Override
    public void replace(ObjectNode document, String etag, List<OutboxEntry> messages) {
        documents.put(key(document), document);
        messages.forEach(message -> {
            ObjectNode entry =
                    message.toDocument("lookupId", document.path("lookupId").asText());
            documents.put(key(entry), entry);
        });
    }

    int reads() {
        return reads;
    }

    /** Destinations of everything in the outbox, in the order it was written. */
    List<String> published() {
        return documents.values().stream()
                .filter(document -> document.path("kind").asText().equals(OutboxEntry.KIND))
                .map(document -> document.path("destination").asText())
                .toList();
    }

    Set<String> keys() {
        return Set.copyOf(documents.keySet());
    }

    private static String key(ObjectNode document) {
        return key(
                new LookupId(document.path("lookupId").asText()),
                document.path("id").asText());
    }

    private static String key(LookupId lookupId, String id) {
        return lookupId + "/" + id;
    }
}
