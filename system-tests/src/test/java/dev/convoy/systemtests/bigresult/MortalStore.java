package dev.convoy.systemtests.bigresult;

import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.util.List;
import java.util.Optional;

/** A store whose caller may die before or after a commit. */
record MortalStore(DocumentStore store, CrashPoint crash) implements DocumentStore {

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
        crash.pass("before a commit");
        CommitOutcome outcome = store.commit(partition, writes);
        crash.pass("after a commit");
        return outcome;
    }

    @Override
    public DocumentPage find(DocumentQuery query) {
        return store.find(query);
    }
}
