package dev.convoy.functions.platform.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A document store in memory, with a change feed in commit order. All state is guarded by this object's lock. */
public final class InMemoryDocumentStore implements DocumentStore {

    private final String partitionKeyName;
    private final Map<String, TreeMap<String, StoredDocument>> partitions = new TreeMap<>();
    private final List<ObjectNode> feed = new ArrayList<>();
    private long version;

    public InMemoryDocumentStore(String partitionKeyName) {
        this.partitionKeyName = partitionKeyName;
    }

    @Override
    public String partitionKeyName() {
        return partitionKeyName;
    }

    @Override
    public synchronized Optional<StoredDocument> read(String partition, String id) {
        return Optional.ofNullable(
                        partitions.getOrDefault(partition, new TreeMap<>()).get(id))
                .map(InMemoryDocumentStore::copy);
    }

    private static StoredDocument copy(StoredDocument stored) {
        return new StoredDocument(stored.content().deepCopy(), stored.etag());
    }

    @Override
    public synchronized CommitOutcome commit(String partition, List<Write> writes) {
        Map<String, StoredDocument> staged = new HashMap<>(partitions.getOrDefault(partition, new TreeMap<>()));
        List<ObjectNode> changed = new ArrayList<>();
        List<String> etags = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Optional<Refusal> refusal = refusal(staged, writes.get(i));
            if (refusal.isPresent()) {
                return new CommitOutcome.Refused(i, refusal.get());
            }
            ObjectNode document = result(staged, writes.get(i));
            String etag = "v" + ++version;
            staged.put(document.path("id").asText(), new StoredDocument(document, etag));
            changed.add(document.deepCopy());
            etags.add(etag);
        }
        partitions.put(partition, new TreeMap<>(staged));
        feed.addAll(changed);
        return new CommitOutcome.Committed(etags);
    }

    private static Optional<Refusal> refusal(Map<String, StoredDocument> staged, Write write) {
        return switch (write) {
            case Write.Create create ->
                staged.containsKey(id(create.document())) ? Optional.of(Refusal.EXISTS) : Optional.empty();
            case Write.Upsert upsert -> Optional.empty();
            case Write.Replace replace ->
                unless(staged.get(id(replace.document())), stored -> stored.etag()
                        .equals(replace.etag()));
            case Write.Add add ->
                unless(staged.get(add.id()), stored -> add.floor()
                        .map(floor -> stored.number(floor.field()) >= floor.minimum())
                        .orElse(true));
        };
    }

    private static Optional<Refusal> unless(
            StoredDocument stored, java.util.function.Predicate<StoredDocument> condition) {
        if (stored == null) {
            return Optional.of(Refusal.MISSING);
        }
        return condition.test(stored) ? Optional.empty() : Optional.of(Refusal.CHANGED);
    }

    private static ObjectNode result(Map<String, StoredDocument> staged, Write write) {
        return switch (write) {
            case Write.Create create -> create.document().deepCopy();
            case Write.Upsert upsert -> upsert.document().deepCopy();
            case Write.Replace replace -> replace.document().deepCopy();
            case Write.Add add -> added(staged.get(add.id()).content().deepCopy(), add);
        };
    }

    private static ObjectNode added(ObjectNode document, Write.Add add) {
        add.changes()
                .forEach((field, change) ->
                        document.put(field, document.path(field).longValue() + change));
        return document;
    }

    private static String id(ObjectNode document) {
        return document.path("id").asText();
    }

    @Override
    public synchronized DocumentPage find(DocumentQuery query) {
        int from = query.continuation().map(InMemoryDocumentStore::offset).orElse(0);
        List<StoredDocument> all = partitions.entrySet().stream()
                .filter(entry -> query.partition().map(entry.getKey()::equals).orElse(true))
                .flatMap(entry -> entry.getValue().values().stream())
                .filter(stored -> query.equal().entrySet().stream()
                        .allMatch(field -> stored.text(field.getKey()).equals(field.getValue())))
                .sorted(order(query))
                .map(InMemoryDocumentStore::copy)
                .map(stored -> projected(stored, query.fields()))
                .toList();
        int to = Math.min(all.size(), from + query.pageSize());
        Optional<String> next = to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty();
        return new DocumentPage(all.subList(from, to), next);
    }

    private static StoredDocument projected(StoredDocument stored, List<String> fields) {
        return fields.isEmpty() ? stored : new StoredDocument(stored.content().retain(fields), "");
    }

    private static int offset(String continuation) {
        try {
            return Integer.parseInt(continuation);
        } catch (NumberFormatException e) {
            throw new MalformedContinuationException(e);
        }
    }

    private static Comparator<StoredDocument> order(DocumentQuery query) {
        return query.newestBy()
                .map(field -> Comparator.comparing((StoredDocument stored) -> stored.text(field))
                        .reversed())
                .orElse((one, two) -> 0);
    }

    /** Hands over the changes since the given position and returns the next position. */
    public synchronized int feedFrom(int position, Consumer<ObjectNode> reader) {
        feed.subList(position, feed.size()).forEach(document -> reader.accept(document.deepCopy()));
        return feed.size();
    }

    /** All documents of a kind. */
    public synchronized List<ObjectNode> all(String kind) {
        return partitions.values().stream()
                .flatMap(partition -> partition.values().stream())
                .map(stored -> stored.content().deepCopy())
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }
}
