package dev.convoy.functions.platform.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.InboxEntry;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.functions.platform.store.CommitOutcome;
import dev.convoy.functions.platform.store.DocumentStore;
import dev.convoy.functions.platform.store.Refusal;
import dev.convoy.functions.platform.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that handling one message changes, as one batch: the record that it was handled, documents, messages to publish.
 * Confined to one thread.
 */
public final class Effect {

    /** What became of it. */
    public enum Outcome {
        /** All of it happened now. */
        DONE,
        /** All of it happened at an earlier delivery of the same message. */
        DONE_BEFORE,
        /** None of it happened: a document is not as it was read. Read again and decide again. */
        OVERTAKEN
    }

    private final DocumentStore store;
    private final String partition;
    private final List<Write> writes = new ArrayList<>();

    /** An effect of handling the message as that consumer, on documents of that partition. */
    public Effect(DocumentStore store, String partition, String consumer, Envelope<?> message, Instant now) {
        this.store = store;
        this.partition = partition;
        InboxEntry seen = new InboxEntry(consumer, message.id(), now);
        writes.add(new Write.Create(seen.toDocument(store.partitionKeyName(), partition)));
    }

    public Effect create(ObjectNode document) {
        writes.add(new Write.Create(document));
        return this;
    }

    public Effect replace(ObjectNode document, String etag) {
        writes.add(new Write.Replace(document, etag));
        return this;
    }

    public Effect publish(Envelope<?> message, Destination destination) {
        writes.add(
                new Write.Create(OutboxEntry.of(message, destination).toDocument(store.partitionKeyName(), partition)));
        return this;
    }

    /**
     * Commits it.
     *
     * @throws dev.convoy.functions.platform.OutageException if the store does not answer; it may have happened
     */
    public Outcome commit() {
        return switch (store.commit(partition, writes)) {
            case CommitOutcome.Committed committed -> Outcome.DONE;
            case CommitOutcome.Refused(int index, Refusal reason)
            when index == 0 && reason == Refusal.EXISTS -> Outcome.DONE_BEFORE;
            case CommitOutcome.Refused refused -> Outcome.OVERTAKEN;
        };
    }
}
