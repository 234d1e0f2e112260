package dev.convoy.runtime.servicebus.message;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AMQP 1.0 primitives that have no twin in Java. The others map to {@code Boolean, Byte, Short, Integer, Long, Float, Double,
 * String, UUID, List, Map} and {@code null}. Kept apart so that a value read is written back with its own type (AMQP 1.0 §1.6).
 */
public sealed interface AmqpValue {

    /** A symbolic value from a constrained domain. */
    record Symbol(String name) implements AmqpValue {}

    /** Opaque bytes; equal by content, so that it may be a map's key. */
    record Binary(byte[] bytes) implements AmqpValue {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes]";
        }
    }

    /** Milliseconds since 1970 UTC. */
    record Timestamp(long epochMillis) implements AmqpValue {}

    /** An unsigned byte, 0 to 255. */
    record UByte(int value) implements AmqpValue {}

    /** An unsigned short, 0 to 65,535. */
    record UShort(int value) implements AmqpValue {}

    /** An unsigned int in the low 32 bits. */
    record UInt(long value) implements AmqpValue {}

    /** An unsigned long, as its 64 bits. */
    record ULong(long bits) implements AmqpValue {}

    /** One Unicode code point. */
    record Char(int codePoint) implements AmqpValue {}

    /** A decimal32, decimal64 or decimal128, untouched: 4, 8 or 16 bytes. */
    record Decimal(byte[] bytes) implements AmqpValue {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Decimal that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** A value with the descriptor that says what it stands for. */
    record Described(@Nullable Object descriptor, @Nullable Object value) implements AmqpValue {}

    /** Elements of one type. */
    record Array(List<?> elements) implements AmqpValue {}
}
