package dev.convoy.systemtests.bigresult;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One partition of documents without history, which knows its largest document. Guarded by this object's lock. */
final class LeanStore implements DocumentStore {

    private final Map<String, StoredDocument> documents = new HashMap<>();
    private int largestBytes;
    private long version;

    @Override
    public String partitionKeyName() {
        return "transactionId";
    }

    @Override
    public synchronized Optional<StoredDocument> read(String partition, String id) {
        return Optional.ofNullable(documents.get(id))
                .map(stored -> new StoredDocument(stored.content().deepCopy(), stored.etag()));
    }

    @Override
    public synchronized CommitOutcome commit(String partition, List<Write> writes) {
        Map<String, StoredDocument> staged = new HashMap<>();
        List<String> etags = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Optional<Refusal> refusal = stage(writes.get(i), staged);
            if (refusal.isPresent()) {
                return new CommitOutcome.Refused(i, refusal.get());
            }
            etags.add("v" + version);
        }
        staged.values()
                .forEach(stored -> largestBytes =
                        Math.max(largestBytes, Json.write(stored.content()).length()));
        documents.putAll(staged);
        return new CommitOutcome.Committed(etags);
    }

    private Optional<Refusal> stage(Write write, Map<String, StoredDocument> staged) {
        return switch (write) {
            case Write.Create create ->
                documents.containsKey(id(create.document()))
                        ? Optional.of(Refusal.EXISTS)
                        : put(create.document(), staged);
            case Write.Upsert upsert -> put(upsert.document(), staged);
            case Write.Replace replace -> {
                StoredDocument before = documents.get(id(replace.document()));
                yield before != null && before.etag().equals(replace.etag())
                        ? put(replace.document(), staged)
                        : Optional.of(before == null ? Refusal.MISSING : Refusal.CHANGED);
            }
            case Write.Add add -> add(add, staged);
        };
    }

    private Optional<Refusal> add(Write.Add add, Map<String, StoredDocument> staged) {
        StoredDocument before = documents.get(add.id());
        if (before == null) {
            return Optional.of(Refusal.MISSING);
        }
        if (add.floor()
                .filter(floor -> before.number(floor.field()) < floor.minimum())
                .isPresent()) {
            return Optional.of(Refusal.CHANGED);
        }
        ObjectNode document = before.content().deepCopy();
        add.changes()
                .forEach((field, change) ->
                        document.put(field, document.path(field).longValue() + change));
        return put(document, staged);
    }

    private Optional<Refusal> put(ObjectNode document, Map<String, StoredDocument> staged) {
        staged.put(id(document), new StoredDocument(document, "v" + ++version));
        return Optional.empty();
    }

    private static String id(ObjectNode document) {
        return document.path("id").asText();
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        throw new UnsupportedOperationException("nothing here asks for more than one document");
    }

    synchronized int largestBytes() {
        return largestBytes;
    }

    synchronized int size() {
        return documents.size();
    }
}
