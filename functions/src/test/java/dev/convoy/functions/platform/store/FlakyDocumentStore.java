package dev.convoy.functions.platform.store;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A store that fails now and then: before a commit, or after it, when the caller cannot know. Seeded. */
public final class FlakyDocumentStore implements DocumentStore {

    private final DocumentStore store;
    private final RandomGenerator random;
    private final double failures;

    public FlakyDocumentStore(DocumentStore store, RandomGenerator random, double failures) {
        this.store = store;
        this.random = random;
        this.failures = failures;
    }

    @Override
    public String partitionKeyName() {
        return store.partitionKeyName();
    }

    @Override
    public Optional<StoredDocument> read(String partition, String id) {
        failSometimes("read", id);
        return store.read(partition, id);
    }

    @Override
    public CommitOutcome commit(String partition, List<Write> writes) {
        failSometimes("commit", partition);
        CommitOutcome outcome = store.commit(partition, writes);
        failSometimes("answer to commit", partition);
        return outcome;
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        return store.find(query);
    }

    private void failSometimes(String operation, String key) {
        if (random.nextDouble() < failures) {
            throw new StoreUnreachableException(operation, key, new IllegalStateException("injected"));
        }
    }
}
