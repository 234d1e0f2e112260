package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.servicebus.broker.Change;
import dev.convoy.runtime.servicebus.broker.MessageState;
import dev.convoy.runtime.servicebus.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes as bytes: one record holds the changes of one or several requests. A message that several changes of a request share (a
 * topic's copies) is written once. Confined to one thread.
 */
final class ChangeCodec {

    private static final int ENQUEUED = 1;
    private static final int REMOVED = 2;
    private static final int DELIVERED = 3;
    private static final int RETURNED = 4;
    private static final int DEFERRED = 5;
    private static final int SESSION_STATE = 6;
    private static final int SEQUENCE = 7;
    private static final int ID_SEEN = 8;
    private static final int ENTITY_PUT = 9;
    private static final int ENTITY_DELETED = 10;
    private static final int RULE_PUT = 11;
    private static final int RULE_DELETED = 12;
    private static final int CLEARED = 13;
    private static final int NEXT_REQUEST = 14;
    private static final MessageState[] STATES = MessageState.values();

    private final RecordWriter out = new RecordWriter();
    private final List<Message> written = new ArrayList<>();

    /** Adds the changes of a request to the record. */
    void add(List<Change> changes) {
        if (!written.isEmpty()) {
            out.octet(NEXT_REQUEST);
            written.clear();
        }
        for (Change change : changes) {
            write(change);
        }
    }

    long sizeBytes() {
        return out.sizeBytes();
    }

    /** The record in parts, which are sound until {@link #clear}. */
    List<ByteBuffer> record() {
        return out.parts();
    }

    void clear() {
        out.clear();
        written.clear();
    }

    void decode(byte[] record, Consumer<Change> sink) {
        RecordReader in = new RecordReader(record);
        List<Message> read = new ArrayList<>(1);
        while (in.hasMore()) {
            int kind = in.octet();
            if (kind == NEXT_REQUEST) {
                read.clear();
            } else {
                sink.accept(read(kind, in, read));
            }
        }
    }

    private void write(Change change) {
        switch (change) {
            case Change.Enqueued it -> writeEnqueued(it);
            case Change.Removed it -> out.octet(REMOVED).number(it.queue()).number(it.sequence());
            case Change.Delivered it -> out.octet(DELIVERED).number(it.queue()).number(it.sequence());
            case Change.Returned it -> {
                out.octet(RETURNED).number(it.queue()).number(it.sequence()).number(it.deliveryCount());
                writeOptionalMessage(it.changed());
            }
            case Change.Deferred it -> {
                out.octet(DEFERRED).number(it.queue()).number(it.sequence());
                writeOptionalMessage(it.changed());
            }
            case Change.SessionStateSet it -> writeSessionState(it);
            case Change.SequenceReached it ->
                out.octet(SEQUENCE).number(it.queue()).number(it.next());
            case Change.IdSeen it ->
                out.octet(ID_SEEN).text(it.entity()).text(it.messageId()).number(it.atMillis());
            case Change.EntityPut it ->
                out.octet(ENTITY_PUT).number(it.firstQueue()).counted(DefinitionCodec.encodeEntity(it.definition()));
            case Change.EntityDeleted it -> out.octet(ENTITY_DELETED).text(it.path());
            case Change.RulePut it ->
                out.octet(RULE_PUT).text(it.subscription()).counted(DefinitionCodec.encodeRule(it.rule()));
            case Change.Cleared ignored -> out.octet(CLEARED);
            case Change.RuleDeleted it ->
                out.octet(RULE_DELETED).text(it.subscription()).text(it.name());
        }
    }

    private Change read(int kind, RecordReader in, List<Message> read) {
        return switch (kind) {
            case ENQUEUED -> readEnqueued(in, read);
            case REMOVED -> new Change.Removed(in.integer(), in.number());
            case DELIVERED -> new Change.Delivered(in.integer(), in.number());
            case RETURNED -> new Change.Returned(in.integer(), in.number(), in.integer(), readOptionalMessage(in));
            case DEFERRED -> new Change.Deferred(in.integer(), in.number(), readOptionalMessage(in));
            case SESSION_STATE ->
                new Change.SessionStateSet(in.integer(), in.text(), in.octet() == 0 ? null : in.counted());
            case SEQUENCE -> new Change.SequenceReached(in.integer(), in.number());
            case ID_SEEN -> new Change.IdSeen(in.text(), in.text(), in.number());
            case ENTITY_PUT -> {
                int firstQueue = in.integer();
                yield new Change.EntityPut(DefinitionCodec.decodeEntity(in.counted()), firstQueue);
            }
            case ENTITY_DELETED -> new Change.EntityDeleted(in.text());
            case RULE_PUT -> new Change.RulePut(in.text(), DefinitionCodec.decodeRule(in.counted()));
            case CLEARED -> new Change.Cleared();
            case RULE_DELETED -> new Change.RuleDeleted(in.text(), in.text());
            default -> throw new JournalException("the journal holds a change of the unknown kind " + kind);
        };
    }

    private void writeEnqueued(Change.Enqueued change) {
        out.octet(ENQUEUED)
                .number(change.queue())
                .number(change.sequence())
                .number(change.enqueuedSequence())
                .number(change.enqueuedAtMillis())
                .number(change.expiresAtMillis())
                .number(change.scheduledForMillis())
                .octet(change.state().ordinal())
                .number(change.deliveryCount())
                .optionalText(change.deadLetterSource());
        int earlier = indexOf(change.message());
        out.number(earlier + 1);
        if (earlier < 0) {
            out.counted(change.message().bytes());
            written.add(change.message());
        }
    }

    private static Change readEnqueued(RecordReader in, List<Message> read) {
        return new Change.Enqueued(
                in.integer(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                STATES[in.octet()],
                in.integer(),
                in.optionalText(),
                readShared(in, read));
    }

    private static Message readShared(RecordReader in, List<Message> read) {
        int index = in.integer() - 1;
        if (index >= 0) {
            return read.get(index);
        }
        Message message = Message.of(in.counted());
        read.add(message);
        return message;
    }

    @SuppressWarnings("ReferenceEquality") // shared copies are the same object; equal content is not looked for
    private int indexOf(Message message) {
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i) == message) {
                return i;
            }
        }
        return -1;
    }

    private void writeOptionalMessage(@Nullable Message message) {
        if (message == null) {
            out.octet(0);
        } else {
            out.octet(1).counted(message.bytes());
        }
    }

    private static @Nullable Message readOptionalMessage(RecordReader in) {
        return in.octet() == 0 ? null : Message.of(in.counted());
    }

    private void writeSessionState(Change.SessionStateSet change) {
        out.octet(SESSION_STATE).number(change.queue()).text(change.session());
        byte[] state = change.state();
        if (state == null) {
            out.octet(0);
        } else {
            out.octet(1).counted(state);
        }
    }
}
