package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.ServiceResult;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentQuery;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.StoredDocument;
import dev.convoy.functions.platform.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All lookups with the results beside them. Inserts requests, changes none. Safe for use by several threads. */
final class LookupBook {

    private static final Destination REQUESTS = new Destination(Entities.LOOKUP_REQUESTS);

    private final DocumentStore store;

    /** @param store the container {@code lookups} */
    LookupBook(DocumentStore store) {
        this.store = store;
    }

    /** A lookup, what is known so far, and the version of both. */
    record Entry(LookupDocument lookup, List<ServiceResult> results, String etag) {

        Entry {
            results = List.copyOf(results);
        }
    }

    /**
     * Stores a lookup and the message that starts its orchestration. The same again changes nothing.
     *
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer; repeat with the same lookup
     */
    void insert(LookupDocument lookup) {
        LookupRequested requested = requested(lookup);
        write(lookup.lookupId(), Json.tree(lookup), message(MessageTypes.LOOKUP_REQUESTED, lookup, requested));
    }

    /** Stores the children's documents, then the message that starts their parent, so that whoever follows a child finds it. */
    void insertBatch(LookupId batchId, List<LookupDocument> lookups) {
        lookups.forEach(lookup -> write(lookup.lookupId(), Json.tree(lookup)));
        LookupDocument first = lookups.getFirst();
        LookupBatchRequested batch = new LookupBatchRequested(
                batchId, lookups.stream().map(LookupBook::requested).toList(), first.requestedAt());
        Envelope<LookupBatchRequested> envelope = new Envelope<>(
                EventIds.of(MessageTypes.LOOKUP_BATCH_REQUESTED, batchId.value()),
                MessageTypes.LOOKUP_BATCH_REQUESTED,
                batchId.value(),
                first.requestedAt(),
                null,
                batchId.value(),
                batchId.value(),
                batch);
        write(batchId, outbox(batchId, envelope));
    }

    /** Stores the wish to cancel; wishing twice is wishing once. */
    void requestCancellation(LookupDocument lookup, Instant now) {
        LookupCancellationRequested wish = new LookupCancellationRequested(lookup.lookupId(), now);
        write(lookup.lookupId(), message(MessageTypes.LOOKUP_CANCELLATION_REQUESTED, lookup, wish));
    }

    Optional<Entry> find(LookupId id) {
        Optional<StoredDocument> lookup = store.read(id.value(), id.value());
        return lookup.map(stored -> {
            List<StoredDocument> results = store.find(DocumentQuery.kindIn(id.value(), ServiceResult.KIND))
                    .documents();
            return new Entry(
                    stored.as(LookupDocument.class),
                    results.stream()
                            .map(result -> result.as(ServiceResult.class))
                            .toList(),
                    stored.etag() + "-" + results.size());
        });
    }

    private static LookupRequested requested(LookupDocument lookup) {
        return new LookupRequested(lookup.lookupId(), lookup.target(), lookup.services(), lookup.requestedAt());
    }

    private <T> ObjectNode message(MessageType<T> type, LookupDocument lookup, T data) {
        String subject = lookup.lookupId().value();
        Envelope<T> envelope = new Envelope<>(
                EventIds.of(type, subject),
                type,
                subject,
                lookup.requestedAt(),
                null,
                lookup.correlationId(),
                lookup.correlationId(),
                data);
        return outbox(lookup.lookupId(), envelope);
    }

    private ObjectNode outbox(LookupId partition, Envelope<?> envelope) {
        return OutboxEntry.of(envelope, REQUESTS).toDocument(store.partitionKeyName(), partition.value());
    }

    /** Creates all; what exists already was created by the same request before. */
    private CommitOutcome write(LookupId partition, ObjectNode... documents) {
        List<Write> writes =
                List.of(documents).stream().<Write>map(Write.Create::new).toList();
        return store.commit(partition.value(), writes);
    }
}
