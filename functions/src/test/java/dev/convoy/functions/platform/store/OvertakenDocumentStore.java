package dev.convoy.functions.platform.store;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A store where others are faster: what is queued happens between a caller's reading and its next commit. */
public final class OvertakenDocumentStore implements DocumentStore {

    private final DocumentStore store;
    private final Queue<Runnable> others = new ArrayDeque<>();

    public OvertakenDocumentStore(DocumentStore store) {
        this.store = store;
    }

    /** Before the next commit that nothing was said about yet, this happens. */
    public OvertakenDocumentStore first(Runnable other) {
        others.add(other);
        return this;
    }

    @Override
    public String partitionKeyName() {
        return store.partitionKeyName();
    }

    @Override
    public Optional<StoredDocument> read(String partition, String id) {
        return store.read(partition, id);
    }

    @Override
    public CommitOutcome commit(String partition, List<Write> writes) {
        Optional.ofNullable(others.poll()).ifPresent(Runnable::run);
        return store.commit(partition, writes);
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        return store.find(query);
    }
}
