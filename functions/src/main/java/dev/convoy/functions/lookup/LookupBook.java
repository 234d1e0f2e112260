package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupBatchDocument;
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
import dev.convoy.functions.platform.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All lookups with the results beside them. Inserts requests, changes none. Safe for use by several threads. */
final class LookupBook {

    private static final Destination REQUESTS = new Destination(Entities.LOOKUP_REQUESTS);

    private static final int MOST_BATCHES = 16;
    private static final Duration BATCHES_KEPT = Duration.ofMinutes(1);

    private final DocumentStore store;
    private final Cache<LookupId, LookupBatchDocument> batches = Caffeine.newBuilder()
            .maximumSize(MOST_BATCHES)
            .expireAfterWrite(BATCHES_KEPT)
            .build();

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

    /** Stores a batch and the message that starts it, in one commit: its lookups get documents of their own when they are scattered. */
    void insertBatch(LookupBatchDocument batch) {
        LookupId batchId = batch.lookupId();
        LookupBatchRequested requested = new LookupBatchRequested(
                batchId, batch.lookups().stream().map(LookupBook::requested).toList(), batch.requestedAt());
        Envelope<LookupBatchRequested> envelope = new Envelope<>(
                EventIds.of(MessageTypes.LOOKUP_BATCH_REQUESTED, batchId.value()),
                MessageTypes.LOOKUP_BATCH_REQUESTED,
                batchId.value(),
                batch.requestedAt(),
                null,
                batchId.value(),
                batchId.value(),
                requested);
        write(batchId, Json.tree(batch), outbox(batchId, envelope));
    }

    /** Stores the wish to cancel; wishing twice is wishing once. */
    void requestCancellation(LookupDocument lookup, Instant now) {
        LookupCancellationRequested wish = new LookupCancellationRequested(lookup.lookupId(), now);
        write(lookup.lookupId(), message(MessageTypes.LOOKUP_CANCELLATION_REQUESTED, lookup, wish));
    }

    /** The lookup with what is known so far. */
    Optional<Entry> find(LookupId id) {
        return lookup(id).map(this::withResults);
    }

    /** The lookup without its results, be it that its document still lies in its batch's. */
    Optional<Entry> lookup(LookupId id) {
        return store.read(id.value(), id.value())
                .map(stored -> new Entry(stored.as(LookupDocument.class), List.of(), stored.etag()))
                .or(() -> inBatch(id));
    }

    /** The same with the results that there are now. */
    Entry withResults(Entry entry) {
        String partition = entry.lookup().lookupId().value();
        List<ServiceResult> results =
                store.find(DocumentQuery.kindIn(partition, ServiceResult.KIND)).documents().stream()
                        .map(result -> result.as(ServiceResult.class))
                        .toList();
        return new Entry(entry.lookup(), results, entry.etag() + "-" + results.size());
    }

    private Optional<Entry> inBatch(LookupId id) {
        return LookupBatchDocument.batchOf(id).flatMap(this::batch).flatMap(batch -> batch.lookup(id)
                .map(lookup -> new Entry(lookup, List.of(), batch.id())));
    }

    /** Batches are never changed, and whoever follows one of a hundred lookups follows the others, too. */
    private Optional<LookupBatchDocument> batch(LookupId batchId) {
        Optional<LookupBatchDocument> recent = Optional.ofNullable(batches.getIfPresent(batchId));
        if (recent.isPresent()) {
            return recent;
        }
        Optional<LookupBatchDocument> read = store.read(batchId.value(), batchId.value())
                .filter(stored -> stored.text("kind").equals(LookupBatchDocument.KIND))
                .map(stored -> stored.as(LookupBatchDocument.class));
        read.ifPresent(batch -> batches.put(batchId, batch));
        return read;
    }

    private static LookupRequested requested(LookupDocument lookup) {
        LookupId batchId = lookup.parentId() == null ? null : new LookupId(lookup.parentId());
        return new LookupRequested(
                lookup.lookupId(), lookup.target(), lookup.services(), lookup.requestedAt(), batchId);
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
