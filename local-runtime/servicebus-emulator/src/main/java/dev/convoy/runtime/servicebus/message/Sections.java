package dev.convoy.runtime.servicebus.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each section of an encoded message starts and ends (AMQP 1.0 §3.2). A section that is absent has equal start and end.
 *
 * @param bodyStart also the end of what comes before the body
 */
record Sections(
        Header header,
        int deliveryAnnotationsStart,
        int deliveryAnnotationsEnd,
        Map<Object, @Nullable Object> annotations,
        int propertiesStart,
        int applicationPropertiesStart,
        int bodyStart,
        int footerStart) {

    private static final int NOT_SEEN = -1;

    static Sections scan(byte[] bytes) {
        AmqpReader reader = new AmqpReader(bytes);
        int[] starts = new int[TypeCodes.FOOTER + 1];
        java.util.Arrays.fill(starts, NOT_SEEN);
        Header header = Header.DEFAULT;
        Map<Object, @Nullable Object> annotations = Map.of();
        int previous = TypeCodes.HEADER - 1;
        int deliveryAnnotationsEnd = 0;
        while (reader.hasMore()) {
            int start = reader.position();
            int code = reader.readSectionCode();
            requireOrder(previous, code);
            previous = code;
            if (starts[code] == NOT_SEEN) {
                starts[code] = start;
            }
            switch (code) {
                case TypeCodes.HEADER -> header = Header.of(reader.readList());
                case TypeCodes.MESSAGE_ANNOTATIONS -> annotations = sendersOwn(reader.readMap());
                case TypeCodes.DELIVERY_ANNOTATIONS -> {
                    reader.skipValue();
                    deliveryAnnotationsEnd = reader.position();
                }
                default -> reader.skipValue();
            }
        }
        return at(bytes.length, starts, header, annotations, deliveryAnnotationsEnd);
    }

    /** Where the header ends, 0 when there is none. */
    static int headerEnd(byte[] bytes) {
        AmqpReader reader = new AmqpReader(bytes);
        if (reader.hasMore() && reader.readSectionCode() == TypeCodes.HEADER) {
            reader.skipValue();
            return reader.position();
        }
        return 0;
    }

    private static Sections at(
            int end,
            int[] starts,
            Header header,
            Map<Object, @Nullable Object> annotations,
            int deliveryAnnotationsEnd) {
        int footer = orElse(starts[TypeCodes.FOOTER], end);
        int body = orElse(
                starts[TypeCodes.DATA], orElse(starts[TypeCodes.SEQUENCE], orElse(starts[TypeCodes.VALUE], footer)));
        int applicationProperties = orElse(starts[TypeCodes.APPLICATION_PROPERTIES], body);
        int properties = orElse(starts[TypeCodes.PROPERTIES], applicationProperties);
        int deliveryAnnotations = orElse(starts[TypeCodes.DELIVERY_ANNOTATIONS], 0);
        return new Sections(
                header,
                deliveryAnnotations,
                deliveryAnnotationsEnd,
                annotations,
                properties,
                applicationProperties,
                body,
                footer);
    }

    private static Map<Object, @Nullable Object> sendersOwn(Map<Object, @Nullable Object> sent) {
        Map<Object, @Nullable Object> own = new LinkedHashMap<>(sent);
        own.keySet().removeAll(Annotation.BROKER_SET);
        return own.isEmpty() ? Map.of() : own;
    }

    private static void requireOrder(int previous, int code) {
        boolean repeatable = code == TypeCodes.DATA || code == TypeCodes.SEQUENCE;
        boolean bodyAfterBody = previous >= TypeCodes.DATA && code <= TypeCodes.VALUE && code != previous;
        if (code < previous || (code == previous && !repeatable) || bodyAfterBody) {
            throw new MalformedMessageException("section 0x" + Integer.toHexString(code) + " is out of order");
        }
    }

    private static int orElse(int start, int other) {
        return start == NOT_SEEN ? other : start;
    }
}
