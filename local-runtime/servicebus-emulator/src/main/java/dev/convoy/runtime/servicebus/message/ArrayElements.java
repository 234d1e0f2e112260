package dev.convoy.runtime.servicebus.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Elements of an AMQP array: one constructor, then each value in that encoding (AMQP 1.0 §1.6.24). Stateless. */
final class ArrayElements {

    private ArrayElements() {}

    static void write(AmqpWriter out, List<?> elements) {
        Object first = elements.isEmpty() ? null : elements.getFirst();
        out.constructor(codeOf(first));
        for (Object element : elements) {
            if (first != null && (element == null || element.getClass() != first.getClass())) {
                throw new IllegalArgumentException("an array's elements have one type");
            }
            writeElement(out, element);
        }
    }

    private static int codeOf(@Nullable Object first) {
        return switch (first) {
            case null -> TypeCodes.NULL;
            case Boolean ignored -> TypeCodes.BOOLEAN;
            case Integer ignored -> TypeCodes.INT;
            case Long ignored -> TypeCodes.LONG;
            case UUID ignored -> TypeCodes.UUID;
            case String ignored -> TypeCodes.STRING32;
            case AmqpValue.Symbol ignored -> TypeCodes.SYMBOL32;
            case AmqpValue.Timestamp ignored -> TypeCodes.TIMESTAMP;
            case AmqpValue.Binary ignored -> TypeCodes.BINARY32;
            case AmqpValue.UInt ignored -> TypeCodes.UINT;
            case AmqpValue.ULong ignored -> TypeCodes.ULONG;
            case Double ignored -> TypeCodes.DOUBLE;
            default -> throw new IllegalArgumentException("no arrays of " + first.getClass());
        };
    }

    private static void writeElement(AmqpWriter out, @Nullable Object element) {
        switch (element) {
            case Boolean value -> out.octet(value ? 1 : 0);
            case Integer value -> out.int32(value);
            case Long value -> out.int64(value);
            case UUID value -> out.int64(value.getMostSignificantBits()).int64(value.getLeastSignificantBits());
            case String value -> variable(out, value.getBytes(UTF_8));
            case AmqpValue.Symbol value -> variable(out, value.name().getBytes(US_ASCII));
            case AmqpValue.Timestamp value -> out.int64(value.epochMillis());
            case AmqpValue.Binary value -> variable(out, value.bytes());
            case AmqpValue.UInt value -> out.int32((int) value.value());
            case AmqpValue.ULong value -> out.int64(value.bits());
            case Double value -> out.int64(Double.doubleToRawLongBits(value));
            case null, default -> {
                // A null takes no bytes; other types were refused when the constructor was chosen.
            }
        }
    }

    private static void variable(AmqpWriter out, byte[] content) {
        out.int32(content.length).raw(content, 0, content.length);
    }
}
