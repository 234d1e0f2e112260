package dev.convoy.runtime.servicebus.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A growing buffer of encoded AMQP values (AMQP 1.0 §1). Confined to one thread; may be reused after {@link #clear}. */
public final class AmqpWriter {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_SMALL = 255;

    private byte[] bytes;
    private int size;

    public AmqpWriter(int initialCapacity) {
        bytes = new byte[Math.max(64, initialCapacity)];
    }

    /** The backing array; sound from 0 to {@link #size()} until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Adds bytes that are encoded already. */
    public AmqpWriter raw(byte[] encoded, int start, int length) {
        ensure(length);
        System.arraycopy(encoded, start, bytes, size, length);
        size += length;
        return this;
    }

    /** Opens a described value with a small numeric descriptor; its value is to be written next. */
    public AmqpWriter descriptor(long code) {
        ensure(11);
        bytes[size++] = TypeCodes.DESCRIBED;
        if (code >= 0 && code <= MAX_SMALL) {
            return constructor(TypeCodes.SMALL_ULONG).octet((int) code);
        }
        return constructor(TypeCodes.ULONG).int64(code);
    }

    /** Opens a list of 32-bit size and answers the mark to close it with. */
    public int beginList(int count) {
        constructor(TypeCodes.LIST32).int32(0).int32(count);
        return size;
    }

    /** Opens a map of 32-bit size and answers the mark to close it with; keys and values count one each. */
    public int beginMap(int count) {
        constructor(TypeCodes.MAP32).int32(0).int32(count);
        return size;
    }

    /** Closes a compound whose count was known when it was opened. */
    public void end(int mark) {
        INTS.set(bytes, mark - 8, size - mark + 4);
    }

    /** Closes a compound and sets its count. */
    public void end(int mark, int count) {
        end(mark);
        INTS.set(bytes, mark - 4, count);
    }

    /** Writes one value with the smallest encoding of its type. */
    public AmqpWriter value(@Nullable Object value) {
        switch (value) {
            case null -> constructor(TypeCodes.NULL);
            case Boolean bool -> constructor(bool ? TypeCodes.TRUE : TypeCodes.FALSE);
            case String text -> variable(text.getBytes(UTF_8), TypeCodes.STRING8, TypeCodes.STRING32);
            case Integer number -> int32Value(number);
            case Long number -> int64Value(number);
            case Byte number -> constructor(TypeCodes.BYTE).octet(number);
            case Short number ->
                constructor(TypeCodes.SHORT).octet(number >>> 8).octet(number);
            case Float number -> constructor(TypeCodes.FLOAT).int32(Float.floatToRawIntBits(number));
            case Double number -> constructor(TypeCodes.DOUBLE).int64(Double.doubleToRawLongBits(number));
            case UUID uuid ->
                constructor(TypeCodes.UUID).int64(uuid.getMostSignificantBits()).int64(uuid.getLeastSignificantBits());
            case AmqpValue amqp -> amqpValue(amqp);
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case byte[] binary -> variable(binary, TypeCodes.BINARY8, TypeCodes.BINARY32);
            default ->
                throw new IllegalArgumentException(
                        "no AMQP type for " + value.getClass().getName());
        }
        return this;
    }

    private void amqpValue(AmqpValue value) {
        switch (value) {
            case AmqpValue.Symbol symbol ->
                variable(symbol.name().getBytes(US_ASCII), TypeCodes.SYMBOL8, TypeCodes.SYMBOL32);
            case AmqpValue.Binary binary -> variable(binary.bytes(), TypeCodes.BINARY8, TypeCodes.BINARY32);
            case AmqpValue.Timestamp time -> constructor(TypeCodes.TIMESTAMP).int64(time.epochMillis());
            case AmqpValue.UByte number -> constructor(TypeCodes.UBYTE).octet(number.value());
            case AmqpValue.UShort number ->
                constructor(TypeCodes.USHORT).octet(number.value() >>> 8).octet(number.value());
            case AmqpValue.UInt number -> uint(number.value());
            case AmqpValue.ULong number -> ulong(number.bits());
            case AmqpValue.Char character -> constructor(TypeCodes.CHAR).int32(character.codePoint());
            case AmqpValue.Decimal decimal -> decimal(decimal.bytes());
            case AmqpValue.Described described -> {
                constructor(TypeCodes.DESCRIBED);
                value(described.descriptor());
                value(described.value());
            }
            case AmqpValue.Array array -> array(array.elements());
        }
    }

    AmqpWriter int32Value(int number) {
        return number == (byte) number
                ? constructor(TypeCodes.SMALL_INT).octet(number)
                : constructor(TypeCodes.INT).int32(number);
    }

    AmqpWriter int64Value(long number) {
        return number == (byte) number
                ? constructor(TypeCodes.SMALL_LONG).octet((int) number)
                : constructor(TypeCodes.LONG).int64(number);
    }

    void nothing() {
        constructor(TypeCodes.NULL);
    }

    void bool(boolean value) {
        constructor(value ? TypeCodes.TRUE : TypeCodes.FALSE);
    }

    void ubyte(int value) {
        constructor(TypeCodes.UBYTE).octet(value);
    }

    void timestamp(long epochMillis) {
        constructor(TypeCodes.TIMESTAMP).int64(epochMillis);
    }

    void uint(long value) {
        if (value == 0) {
            constructor(TypeCodes.UINT0);
        } else if (value <= MAX_SMALL) {
            constructor(TypeCodes.SMALL_UINT).octet((int) value);
        } else {
            constructor(TypeCodes.UINT).int32((int) value);
        }
    }

    private void ulong(long bits) {
        if (bits == 0) {
            constructor(TypeCodes.ULONG0);
        } else if (bits > 0 && bits <= MAX_SMALL) {
            constructor(TypeCodes.SMALL_ULONG).octet((int) bits);
        } else {
            constructor(TypeCodes.ULONG).int64(bits);
        }
    }

    private void decimal(byte[] encoded) {
        int code = encoded.length == 4
                ? TypeCodes.DECIMAL32
                : encoded.length == 8 ? TypeCodes.DECIMAL64 : TypeCodes.DECIMAL128;
        constructor(code).raw(encoded, 0, encoded.length);
    }

    private void map(Map<?, ?> map) {
        int mark = beginMap(map.size() * 2);
        map.forEach((key, value) -> value(key).value(value));
        end(mark);
    }

    private void list(List<?> list) {
        if (list.isEmpty()) {
            constructor(TypeCodes.LIST0);
            return;
        }
        int mark = beginList(list.size());
        list.forEach(this::value);
        end(mark);
    }

    private void array(List<?> elements) {
        constructor(TypeCodes.ARRAY32).int32(0).int32(elements.size());
        int mark = size;
        ArrayElements.write(this, elements);
        end(mark);
    }

    private void variable(byte[] content, int smallCode, int largeCode) {
        if (content.length <= MAX_SMALL) {
            constructor(smallCode).octet(content.length);
        } else {
            constructor(largeCode).int32(content.length);
        }
        raw(content, 0, content.length);
    }

    AmqpWriter constructor(int code) {
        return octet(code);
    }

    AmqpWriter octet(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    AmqpWriter int32(int value) {
        ensure(4);
        INTS.set(bytes, size, value);
        size += 4;
        return this;
    }

    AmqpWriter int64(long value) {
        ensure(8);
        LONGS.set(bytes, size, value);
        size += 8;
        return this;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
