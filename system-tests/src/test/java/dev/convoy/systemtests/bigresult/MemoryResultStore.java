package dev.convoy.systemtests.bigresult;

import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import dev.convoy.orchestrations.bigresult.ResultStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orchestrations app's view of the stores that the functions app writes. */
record MemoryResultStore(DocumentStore results, DocumentStore receipts) implements ResultStore {

    @Override
    public Optional<Stored> find(TransactionId id) {
        return results.read(id.value(), id.value())
                .map(stored -> new Stored(stored.as(ResultDocument.class), stored.etag()));
    }

    @Override
    public Optional<ResultProgress> progress(TransactionId id) {
        return receipts.read(id.value(), ResultProgress.ID).map(stored -> new ResultProgress(stored.content()));
    }

    @Override
    public Optional<ReceiptPage> page(TransactionId id, SeriesName series, int number) {
        return receipts.read(id.value(), ReceiptPage.documentId(series, number))
                .map(StoredDocument::content)
                .map(ReceiptPage::of);
    }

    @Override
    public void closeIntake(TransactionId id) {
        receipts.commit(
                id.value(),
                List.of(new Write.Add(
                        ResultProgress.ID,
                        Map.of(ResultProgress.OPEN, -1L),
                        Optional.of(new Write.Floor(ResultProgress.OPEN, 1)))));
    }

    @Override
    public void replace(Stored before, ResultDocument changed, List<OutboxEntry> messages) {
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.Replace(Json.tree(changed), before.etag()));
        messages.forEach(message -> writes.add(outbox(changed.transactionId(), message)));
        if (results.commit(changed.id(), writes) instanceof CommitOutcome.Refused) {
            throw new ResultStoreException("change", changed.id(), 412);
        }
    }

    @Override
    public void publish(TransactionId id, OutboxEntry message) {
        results.commit(id.value(), List.of(outbox(id, message)));
    }

    private static Write outbox(TransactionId id, OutboxEntry message) {
        return new Write.Create(message.toDocument("transactionId", id.value()));
    }

    @Override
    public void forget(TransactionId id) {
        // This store cannot delete; tests of forgetting run against the emulator.
    }

    @Override
    public Page list(Optional<String> continuation) {
        return new Page(
                results
                        .find(new DocumentQuery(
                                Optional.empty(),
                                Map.of("kind", ResultDocument.KIND),
                                Optional.empty(),
                                DocumentQuery.LARGEST_PAGE,
                                Optional.empty()))
                        .documents()
                        .stream()
                        .map(stored -> stored.as(ResultDocument.class))
                        .toList(),
                Optional.empty());
    }
}
