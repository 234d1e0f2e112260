package dev.convoy.runtime.cosmos.store;

import dev.convoy.runtime.cosmos.documents.Bytes;
import dev.convoy.runtime.cosmos.documents.Change;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.ItemChange;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.documents.StoredDocument;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A change as bytes: one tag, then its fields; see {@link RecordWriter} for how a field looks. Format 1 starts every record with
 * the byte 1. Stateless.
 */
final class ChangeCodec {

    private static final int FORMAT = 1;
    private static final int DATABASE_CREATED = 1;
    private static final int DATABASE_DELETED = 2;
    private static final int CONTAINER_CREATED = 3;
    private static final int CONTAINER_REPLACED = 4;
    private static final int CONTAINER_DELETED = 5;
    private static final int OFFER_SET = 6;
    private static final int ITEMS_CHANGED = 7;
    private static final int COUNTERS = 8;
    private static final int SCRIPT_SET = 9;
    private static final int SCRIPT_DELETED = 10;
    private static final int PUT = 1;
    private static final int REMOVED = 2;
    private static final int EXPIRED = 3;

    private ChangeCodec() {}

    /** The record, in parts; documents are not copied. */
    static List<ByteBuffer> encode(Change change) {
        RecordWriter out = new RecordWriter();
        out.tag(FORMAT);
        switch (change) {
            case Change.DatabaseCreated c ->
                out.tag(DATABASE_CREATED).number(c.number()).text(c.id()).number(c.timestamp());
            case Change.DatabaseDeleted c -> out.tag(DATABASE_DELETED).number(c.number());
            case Change.ContainerCreated c -> {
                address(out.tag(CONTAINER_CREATED), c.address());
                out.number(c.partitions()).number(c.timestamp()).bytes(Json.bytes(c.settings()));
            }
            case Change.ContainerReplaced c -> {
                address(out.tag(CONTAINER_REPLACED), c.address());
                out.number(c.timestamp()).bytes(Json.bytes(c.settings()));
            }
            case Change.ContainerDeleted c -> address(out.tag(CONTAINER_DELETED), c.address());
            case Change.OfferSet c ->
                out.tag(OFFER_SET).number(c.number()).text(c.resource()).bytes(Json.bytes(c.content()));
            case Change.ScriptSet c -> {
                address(out.tag(SCRIPT_SET), c.address());
                script(out, c.script());
            }
            case Change.ScriptDeleted c -> {
                address(out.tag(SCRIPT_DELETED), c.address());
                out.text(c.kind().path()).text(c.id());
            }
            case Change.ItemsChanged c -> {
                address(out.tag(ITEMS_CHANGED), c.address());
                out.number(c.partition()).number(c.items().size());
                c.items().forEach(item -> item(out, item));
            }
        }
        return out.parts();
    }

    static List<ByteBuffer> encode(Counters counters) {
        RecordWriter out = new RecordWriter();
        address(out.tag(FORMAT).tag(COUNTERS), counters.address());
        return out.number(counters.partition())
                .number(counters.lsn())
                .number(counters.number())
                .number(counters.timestamp())
                .parts();
    }

    /**
     * Reads a record.
     *
     * @throws IllegalStateException if it was written by a newer format
     */
    static LogRecord decode(byte[] record) {
        RecordReader in = new RecordReader(record);
        int format = in.tag();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "the data directory has format " + format + "; this version reads " + FORMAT);
        }
        int tag = in.tag();
        return switch (tag) {
            case DATABASE_CREATED -> changed(new Change.DatabaseCreated(in.integer(), in.text(), in.number()));
            case DATABASE_DELETED -> changed(new Change.DatabaseDeleted(in.integer()));
            case CONTAINER_CREATED ->
                changed(new Change.ContainerCreated(address(in), in.integer(), in.number(), Json.object(in.bytes())));
            case CONTAINER_REPLACED ->
                changed(new Change.ContainerReplaced(address(in), in.number(), Json.object(in.bytes())));
            case CONTAINER_DELETED -> changed(new Change.ContainerDeleted(address(in)));
            case OFFER_SET -> changed(new Change.OfferSet(in.integer(), in.text(), Json.object(in.bytes())));
            case ITEMS_CHANGED -> changed(new Change.ItemsChanged(address(in), in.integer(), items(in)));
            case SCRIPT_SET -> changed(new Change.ScriptSet(address(in), script(in)));
            case SCRIPT_DELETED -> changed(new Change.ScriptDeleted(address(in), kindOf(in.text()), in.text()));
            case COUNTERS -> new Counters(address(in), in.integer(), in.number(), in.number(), in.number());
            default -> throw new IllegalStateException("unknown record " + tag + " in the data directory");
        };
    }

    private static LogRecord changed(Change change) {
        return new Changed(change);
    }

    private static void address(RecordWriter out, ContainerAddress address) {
        out.number(address.database()).number(address.container());
    }

    private static ContainerAddress address(RecordReader in) {
        return new ContainerAddress(in.integer(), in.integer());
    }

    private static void script(RecordWriter out, Script script) {
        out.text(script.kind().path()).text(script.id());
        out.number(script.number()).number(script.version()).number(script.timestamp());
        out.bytes(Json.bytes(script.json()));
    }

    private static Script script(RecordReader in) {
        return new Script(
                kindOf(in.text()), in.text(), in.integer(), in.integer(), in.number(), Json.object(in.bytes()));
    }

    private static Script.Kind kindOf(String path) {
        for (Script.Kind kind : Script.Kind.values()) {
            if (kind.path().equals(path)) {
                return kind;
            }
        }
        throw new IllegalStateException("unknown kind of script '" + path + "' in the data directory");
    }

    private static void item(RecordWriter out, ItemChange change) {
        switch (change) {
            case ItemChange.Put put -> {
                StoredDocument d = put.document();
                key(out.tag(PUT), d.key());
                out.number(d.number()).number(d.lsn()).number(d.timestamp()).number(d.ttlSeconds());
                out.shared(d.json().array());
            }
            case ItemChange.Removed removed -> {
                key(out.tag(removed.expired() ? EXPIRED : REMOVED), removed.key());
                out.number(removed.lsn()).number(removed.timestamp());
            }
        }
    }

    private static List<ItemChange> items(RecordReader in) {
        int count = in.integer();
        List<ItemChange> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int tag = in.tag();
            ItemKey key = new ItemKey(new PartitionKey(in.text()), in.text());
            items.add(
                    tag == PUT ? put(key, in) : new ItemChange.Removed(key, in.number(), in.number(), tag == EXPIRED));
        }
        return items;
    }

    private static ItemChange put(ItemKey key, RecordReader in) {
        long number = in.number();
        long lsn = in.number();
        long timestamp = in.number();
        int ttl = in.integer();
        return new ItemChange.Put(new StoredDocument(key, new Bytes(in.bytes()), number, lsn, timestamp, ttl));
    }

    private static void key(RecordWriter out, ItemKey key) {
        out.text(key.partitionKey().canonical()).text(key.id());
    }

    /** What a record may be. */
    sealed interface LogRecord {}

    /** A change of the core. */
    record Changed(Change change) implements LogRecord {}

    /** Where a partition's counters stood at a snapshot. */
    record Counters(ContainerAddress address, int partition, long lsn, long number, long timestamp)
            implements LogRecord {}
}
