package dev.convoy.runtime.servicebus.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as its sender encoded it. Its content never changes: whoever changes a property gets another message. Only the
 * header and the message annotations are decoded beforehand; the rest stays bytes until asked for, on the heap or, while it
 * waits in a long queue, in a {@link BodyStore}. Confined to the broker's thread.
 */
public final class Message {

    private final int size;
    private final Header header;
    private final Map<Object, @Nullable Object> annotations;
    private final int deliveryAnnotationsStart;
    private final int deliveryAnnotationsEnd;
    private final int bareStart;
    private byte @Nullable [] heap;
    private BodyStore.@Nullable Stored stored;
    private boolean away;
    private int holders;

    private Message(byte[] bytes, Sections sections) {
        this.heap = bytes;
        this.size = bytes.length;
        this.header = sections.header();
        this.annotations = sections.annotations();
        this.deliveryAnnotationsStart = sections.deliveryAnnotationsStart();
        this.deliveryAnnotationsEnd = sections.deliveryAnnotationsEnd();
        this.bareStart = sections.propertiesStart();
    }

    /**
     * Takes the array as a message and keeps it; footer keys that arrived as strings become symbols, since the SDKs read them so.
     *
     * @throws MalformedMessageException if it is no sequence of AMQP message sections
     */
    public static Message of(byte[] bytes) {
        Sections sections = Sections.scan(bytes);
        byte[] mended = Footers.withSymbolKeys(bytes, sections.footerStart());
        return new Message(mended, sections);
    }

    /** Everything, as it may be given to {@link #of} again. */
    public byte[] bytes() {
        byte[] bytes = heap;
        if (bytes != null) {
            return bytes;
        }
        BodyStore.Stored place = stored;
        if (place == null) {
            throw new IllegalStateException("the message has left its last queue");
        }
        return place.read();
    }

    public int sizeBytes() {
        return size;
    }

    /** This message on the heap: itself, or a copy of what was put away. */
    public Message onHeap() {
        return heap == null ? Message.of(bytes()) : this;
    }

    /** Whether it is put away, or will be in a moment. */
    boolean isAway() {
        return away;
    }

    void leave() {
        away = true;
    }

    int addHolder() {
        return ++holders;
    }

    int removeHolder() {
        return --holders;
    }

    void moveTo(BodyStore store) {
        if (holders > 0 && stored == null) {
            stored = store.put(bytes());
            heap = null;
        }
    }

    void freeIfUnheld() {
        if (holders > 0) {
            return;
        }
        BodyStore.Stored place = stored;
        if (place != null) {
            place.free();
            stored = null;
        }
        away = false;
    }

    public Header header() {
        return header;
    }

    /** The sender's own message annotations, without those that are the broker's to set. */
    public Map<Object, @Nullable Object> annotations() {
        return annotations;
    }

    /** When a sender asked for delivery at a later time: milliseconds since 1970, else null. */
    public @Nullable Long scheduledEnqueueMillis() {
        return Annotation.timeOf(annotations, Annotation.SCHEDULED_ENQUEUE_TIME);
    }

    public @Nullable String partitionKey() {
        return annotations.get(Annotation.PARTITION_KEY) instanceof String key ? key : null;
    }

    /** Decodes the properties section. */
    public Properties properties() {
        byte[] bytes = bytes();
        AmqpReader reader = new AmqpReader(bytes, bareStart, bytes.length);
        if (reader.hasMore() && reader.readSectionCode() == TypeCodes.PROPERTIES) {
            return new Properties(reader.readList());
        }
        return Properties.NONE;
    }

    /** Decodes the application properties; names are strings. */
    public Map<Object, @Nullable Object> applicationProperties() {
        byte[] bytes = bytes();
        Sections sections = Sections.scan(bytes);
        if (sections.applicationPropertiesStart() == sections.bodyStart()) {
            return new LinkedHashMap<>();
        }
        AmqpReader reader = new AmqpReader(bytes, sections.applicationPropertiesStart(), sections.bodyStart());
        reader.readSectionCode();
        return reader.readMap();
    }

    /** How long the application properties are as encoded. */
    public int applicationPropertiesBytes() {
        Sections sections = Sections.scan(bytes());
        return sections.bodyStart() - sections.applicationPropertiesStart();
    }

    /** Decodes the body when it is a single amqp-value section, else null. */
    public @Nullable Object bodyValue() {
        byte[] bytes = bytes();
        Sections sections = Sections.scan(bytes);
        AmqpReader reader = new AmqpReader(bytes, sections.bodyStart(), sections.footerStart());
        return reader.hasMore() && reader.readSectionCode() == TypeCodes.VALUE ? reader.readValue() : null;
    }

    public Message withProperty(Properties.Field field, @Nullable Object value) {
        byte[] bytes = bytes();
        Properties changed = properties().with(field, value);
        Sections sections = Sections.scan(bytes);
        AmqpWriter out = new AmqpWriter(bytes.length + 64);
        out.raw(bytes, 0, sections.propertiesStart());
        out.descriptor(TypeCodes.PROPERTIES).value(changed.fields());
        int rest = sections.applicationPropertiesStart();
        out.raw(bytes, rest, bytes.length - rest);
        return Message.of(out.toBytes());
    }

    /** With this time to live in place of the sender's. */
    public Message withTimeToLive(long millis) {
        byte[] bytes = bytes();
        AmqpWriter out = new AmqpWriter(bytes.length + 32);
        out.descriptor(TypeCodes.HEADER);
        int mark = out.beginList(4);
        out.value(header.durable());
        out.value(header.priority() < 0 ? null : new AmqpValue.UByte(header.priority()));
        out.value(new AmqpValue.UInt(millis));
        out.value(header.firstAcquirer());
        out.end(mark);
        int afterHeader = Sections.headerEnd(bytes);
        out.raw(bytes, afterHeader, bytes.length - afterHeader);
        return Message.of(out.toBytes());
    }

    /** With these application properties added or replaced. */
    public Message withApplicationProperties(Map<String, ?> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<Object, @Nullable Object> merged = applicationProperties();
        merged.putAll(changes);
        return withAllApplicationProperties(merged);
    }

    /** With these application properties and no others. */
    public Message withAllApplicationProperties(Map<Object, @Nullable Object> all) {
        byte[] bytes = bytes();
        Sections sections = Sections.scan(bytes);
        AmqpWriter out = new AmqpWriter(bytes.length + 256);
        out.raw(bytes, 0, sections.applicationPropertiesStart());
        out.descriptor(TypeCodes.APPLICATION_PROPERTIES).value(all);
        out.raw(bytes, sections.bodyStart(), bytes.length - sections.bodyStart());
        return Message.of(out.toBytes());
    }

    /** Where in {@link #bytes} begins what is handed out as it was sent: all but header and annotations. */
    public int bareStart() {
        return bareStart;
    }

    void writeDeliveryAnnotations(AmqpWriter out) {
        byte[] bytes = bytes();
        out.raw(bytes, deliveryAnnotationsStart, deliveryAnnotationsEnd - deliveryAnnotationsStart);
    }

    void writeBare(AmqpWriter out) {
        byte[] bytes = bytes();
        out.raw(bytes, bareStart, bytes.length - bareStart);
    }
}
