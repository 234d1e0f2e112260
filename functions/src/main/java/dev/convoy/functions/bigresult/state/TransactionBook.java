package dev.convoy.functions.bigresult.state;

import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultProgress;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentPage;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transactions and their outbox, as far as intake and API change them; their status moves elsewhere. Stateless. Every method throws an {@link
 * dev.convoy.functions.platform.OutageException} if the store does not answer, which is safe to retry.
 */
public final class TransactionBook {

    private final DocumentStore results;
    private final DocumentStore receipts;

    public TransactionBook(DocumentStore results, DocumentStore receipts) {
        this.results = results;
        this.receipts = receipts;
    }

    /** A transaction and its version. */
    public record Stored(ResultDocument result, String etag) {}

    public Optional<Stored> find(TransactionId id) {
        return results.read(id.value(), id.value())
                .map(stored -> new Stored(stored.as(ResultDocument.class), stored.etag()));
    }

    /** The counters; none before a transaction was opened and after it was purged. */
    public Optional<StoredDocument> progress(TransactionId id) {
        return receipts.read(id.value(), ResultProgress.ID);
    }

    /** Stores a new transaction and has its lifecycle started; false if it is there. The counters come first: a transaction always has some. */
    public boolean open(ResultDocument result, Instant now) {
        String partition = result.transactionId().value();
        receipts.commit(partition, List.of(new Write.Create(ResultProgress.initial(result.transactionId()))));
        return committed(
                partition,
                List.of(
                        new Write.Create(Json.tree(result)),
                        outbox(partition, lookAfter(result, LookAfterResult.Reason.opened, now))));
    }

    /** Replaces a transaction and publishes with it; false if another was faster. */
    public boolean replace(Stored stored, ResultDocument changed, List<OutboxEntry> messages) {
        String partition = changed.transactionId().value();
        List<Write> writes = new ArrayList<>();
        writes.add(new Write.Replace(Json.tree(changed), stored.etag()));
        messages.forEach(message -> writes.add(outbox(partition, message)));
        return committed(partition, writes);
    }

    /** Notes that its client has given it up, and has its lifecycle look at that; false if another was faster. */
    public boolean abandon(Stored stored, Instant now) {
        ResultDocument changed = ResultChanges.abandonRequested(stored.result(), now);
        return replace(stored, changed, List.of(lookAfter(changed, LookAfterResult.Reason.abandonRequested, now)));
    }

    /** Publishes a message; one that is there already stays as it is. */
    public void publish(TransactionId id, OutboxEntry message) {
        committed(id.value(), List.of(outbox(id.value(), message)));
    }

    /** How many transactions take chunks now, counted up to a bound. */
    public long countActive(long bound) {
        DocumentQuery query = new DocumentQuery(
                        Optional.empty(),
                        Map.of("kind", ResultDocument.KIND, "status", ResultStatus.AwaitingResults.name()),
                        Optional.empty(),
                        DocumentQuery.LARGEST_PAGE,
                        Optional.empty())
                .only("id");
        long count = 0;
        Optional<DocumentQuery> next = Optional.of(query);
        while (next.isPresent() && count < bound) {
            DocumentPage page = results.find(next.get());
            count += page.documents().size();
            next = page.continuation().map(query::after);
        }
        return count;
    }

    /** The message that has the orchestration look at a transaction. */
    public static OutboxEntry lookAfter(ResultDocument result, LookAfterResult.Reason reason, Instant now) {
        String subject = result.transactionId().value();
        return OutboxEntry.of(
                new Envelope<>(
                        EventIds.of(MessageTypes.LOOK_AFTER_RESULT, subject, reason.name()),
                        MessageTypes.LOOK_AFTER_RESULT,
                        subject,
                        now,
                        null,
                        result.correlationId(),
                        result.correlationId(),
                        new LookAfterResult(result.transactionId(), reason)),
                new Destination(Entities.RESULT_LIFECYCLE));
    }

    private Write outbox(String partition, OutboxEntry message) {
        return new Write.Create(message.toDocument(results.partitionKeyName(), partition));
    }

    private boolean committed(String partition, List<Write> writes) {
        return results.commit(partition, writes) instanceof CommitOutcome.Committed;
    }
}
