package dev.convoy.systemtests.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container in memory with its change feed. May not answer, before or after it did what was asked. Confined to one thread.
 */
final class PlayedStore implements DocumentStore {

    private final String name;
    private final String partitionKeyName;
    private final Chaos chaos;
    private final Map<String, StoredDocument> documents = new LinkedHashMap<>();
    private final List<JsonNode> feed = new ArrayList<>();
    private int version;

    PlayedStore(String name, String partitionKeyName, Chaos chaos) {
        this.name = name;
        this.partitionKeyName = partitionKeyName;
        this.chaos = chaos;
    }

    String name() {
        return name;
    }

    /** Every version of every document, in the order of their commits. */
    List<JsonNode> feed() {
        return feed;
    }

    /** All documents of a kind. */
    List<ObjectNode> all(String kind) {
        return documents.values().stream()
                .map(StoredDocument::content)
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The document as it lies there; not for changing. */
    Optional<ObjectNode> look(String partition, String id) {
        return Optional.ofNullable(documents.get(key(partition, id))).map(StoredDocument::content);
    }

    @Override
    public String partitionKeyName() {
        return partitionKeyName;
    }

    @Override
    public Optional<StoredDocument> read(String partition, String id) {
        mayFail("read of ", id);
        return Optional.ofNullable(documents.get(key(partition, id)))
                .map(stored -> new StoredDocument(stored.content().deepCopy(), stored.etag()));
    }

    @Override
    public CommitOutcome commit(String partition, List<Write> writes) {
        mayFail("commit to ", partition);
        Map<String, StoredDocument> staged = new LinkedHashMap<>();
        List<String> etags = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Optional<Refusal> refusal = stage(partition, writes.get(i), staged);
            if (refusal.isPresent()) {
                return new CommitOutcome.Refused(i, refusal.get());
            }
            etags.add("v" + version);
        }
        documents.putAll(staged);
        staged.values().forEach(stored -> feed.add(stored.content()));
        mayFail("answer about ", partition);
        return new CommitOutcome.Committed(etags);
    }

    private Optional<Refusal> stage(String partition, Write write, Map<String, StoredDocument> staged) {
        return switch (write) {
            case Write.Create create -> {
                if (documents.containsKey(key(partition, create.document()))) {
                    yield Optional.of(Refusal.EXISTS);
                }
                yield put(partition, create.document(), staged);
            }
            case Write.Replace replace -> {
                StoredDocument before = documents.get(key(partition, replace.document()));
                if (before == null || !before.etag().equals(replace.etag())) {
                    yield Optional.of(before == null ? Refusal.MISSING : Refusal.CHANGED);
                }
                yield put(partition, replace.document(), staged);
            }
            case Write.Upsert upsert -> put(partition, upsert.document(), staged);
            case Write.Add add -> add(partition, add, staged);
        };
    }

    private Optional<Refusal> add(String partition, Write.Add add, Map<String, StoredDocument> staged) {
        StoredDocument before = documents.get(key(partition, add.id()));
        if (before == null) {
            return Optional.of(Refusal.MISSING);
        }
        if (add.floor()
                .filter(floor -> before.number(floor.field()) < floor.minimum())
                .isPresent()) {
            return Optional.of(Refusal.CHANGED);
        }
        ObjectNode after = before.content().deepCopy();
        add.changes().forEach((field, change) -> after.put(field, before.number(field) + change));
        return put(partition, after, staged);
    }

    private Optional<Refusal> put(String partition, ObjectNode document, Map<String, StoredDocument> staged) {
        staged.put(key(partition, document), new StoredDocument(document.deepCopy(), "v" + ++version));
        return Optional.empty();
    }

    private void mayFail(String operation, String id) {
        chaos.mayCrash("at " + operation + id);
        if (chaos.mishap()) {
            throw new StoreUnreachableException(operation + name, id, new IllegalStateException("simulated"));
        }
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        throw new UnsupportedOperationException("nobody asks this here");
    }

    private static String key(String partition, ObjectNode document) {
        return key(partition, document.path("id").asText());
    }

    private static String key(String partition, String id) {
        return partition + "/" + id;
    }
}
