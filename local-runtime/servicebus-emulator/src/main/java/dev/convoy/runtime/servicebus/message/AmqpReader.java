package dev.convoy.runtime.servicebus.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cursor over encoded AMQP values (AMQP 1.0 §1). Every length is checked before it is believed. Confined to one thread. */
public final class AmqpReader {

    private static final int MAX_DEPTH = 32;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    public AmqpReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public AmqpReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    public boolean hasMore() {
        return position < end;
    }

    public int position() {
        return position;
    }

    /** Reads one value of any type. */
    public @Nullable Object readValue() {
        return readValue(readCode());
    }

    /** Reads a value that must be a map, or null, which is an empty one. */
    public Map<Object, @Nullable Object> readMap() {
        Object value = readValue();
        if (value == null) {
            return new LinkedHashMap<>();
        }
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) value;
            return map;
        }
        throw new MalformedMessageException("expected a map at byte " + position);
    }

    /** Reads a value that must be a list. */
    public List<@Nullable Object> readList() {
        Object value = readValue();
        if (value instanceof List<?>) {
            @SuppressWarnings("unchecked")
            List<@Nullable Object> list = (List<@Nullable Object>) value;
            return list;
        }
        throw new MalformedMessageException("expected a list at byte " + position);
    }

    /** Reads the descriptor of a section and leaves the cursor on its value. */
    int readSectionCode() {
        if (readCode() != TypeCodes.DESCRIBED) {
            throw new MalformedMessageException("expected a message section at byte " + (position - 1));
        }
        Object descriptor = readValue();
        if (descriptor instanceof AmqpValue.ULong code && code.bits() >= 0x70 && code.bits() <= 0x78) {
            return (int) code.bits();
        }
        throw new MalformedMessageException("no message section has the descriptor " + descriptor);
    }

    /** Passes over one value without building it. */
    void skipValue() {
        int code = readCode();
        if (code == TypeCodes.DESCRIBED) {
            enter();
            skipValue();
            skipValue();
            depth--;
            return;
        }
        advance(encodedBytes(code));
    }

    private int encodedBytes(int code) {
        return switch (code >>> 4) {
            case 0x4 -> 0;
            case 0x5 -> 1;
            case 0x6 -> 2;
            case 0x7 -> 4;
            case 0x8 -> 8;
            case 0x9 -> 16;
            case 0xa, 0xc, 0xe -> readUnsignedByte();
            case 0xb, 0xd, 0xf -> readLength();
            default -> throw unknown(code);
        };
    }

    private @Nullable Object readValue(int code) {
        return switch (code) {
            case TypeCodes.DESCRIBED -> readDescribed();
            case TypeCodes.NULL -> null;
            case TypeCodes.TRUE -> Boolean.TRUE;
            case TypeCodes.FALSE -> Boolean.FALSE;
            case TypeCodes.BOOLEAN -> readUnsignedByte() != 0;
            case TypeCodes.BINARY8 -> new AmqpValue.Binary(readBytes(readUnsignedByte()));
            case TypeCodes.BINARY32 -> new AmqpValue.Binary(readBytes(readLength()));
            case TypeCodes.STRING8 -> readString(readUnsignedByte());
            case TypeCodes.STRING32 -> readString(readLength());
            case TypeCodes.SYMBOL8 -> readSymbol(readUnsignedByte());
            case TypeCodes.SYMBOL32 -> readSymbol(readLength());
            case TypeCodes.LIST0 -> new ArrayList<>();
            case TypeCodes.LIST8 -> readList(readUnsignedByte(), 1);
            case TypeCodes.LIST32 -> readList(readLength(), 4);
            case TypeCodes.MAP8 -> readMap(readUnsignedByte(), 1);
            case TypeCodes.MAP32 -> readMap(readLength(), 4);
            case TypeCodes.ARRAY8 -> readArray(readUnsignedByte(), 1);
            case TypeCodes.ARRAY32 -> readArray(readLength(), 4);
            default -> readNumber(code);
        };
    }

    private Object readNumber(int code) {
        return switch (code) {
            case TypeCodes.UINT0 -> new AmqpValue.UInt(0);
            case TypeCodes.ULONG0 -> new AmqpValue.ULong(0);
            case TypeCodes.UBYTE -> new AmqpValue.UByte(readUnsignedByte());
            case TypeCodes.BYTE -> (byte) readUnsignedByte();
            case TypeCodes.SMALL_UINT -> new AmqpValue.UInt(readUnsignedByte());
            case TypeCodes.SMALL_ULONG -> new AmqpValue.ULong(readUnsignedByte());
            case TypeCodes.SMALL_INT -> (int) (byte) readUnsignedByte();
            case TypeCodes.SMALL_LONG -> (long) (byte) readUnsignedByte();
            case TypeCodes.USHORT -> new AmqpValue.UShort(readUnsignedShort());
            case TypeCodes.SHORT -> (short) readUnsignedShort();
            case TypeCodes.UINT -> new AmqpValue.UInt(Integer.toUnsignedLong(readInt()));
            case TypeCodes.INT -> readInt();
            case TypeCodes.FLOAT -> Float.intBitsToFloat(readInt());
            case TypeCodes.CHAR -> new AmqpValue.Char(readInt());
            case TypeCodes.ULONG -> new AmqpValue.ULong(readLong());
            case TypeCodes.LONG -> readLong();
            case TypeCodes.DOUBLE -> Double.longBitsToDouble(readLong());
            case TypeCodes.TIMESTAMP -> new AmqpValue.Timestamp(readLong());
            case TypeCodes.DECIMAL32 -> new AmqpValue.Decimal(readBytes(4));
            case TypeCodes.DECIMAL64 -> new AmqpValue.Decimal(readBytes(8));
            case TypeCodes.DECIMAL128 -> new AmqpValue.Decimal(readBytes(16));
            case TypeCodes.UUID -> new UUID(readLong(), readLong());
            default -> throw unknown(code);
        };
    }

    private AmqpValue.Described readDescribed() {
        enter();
        AmqpValue.Described described = new AmqpValue.Described(readValue(), readValue());
        depth--;
        return described;
    }

    private String readString(int length) {
        return new String(bytes, advance(length), length, UTF_8);
    }

    private AmqpValue.Symbol readSymbol(int length) {
        return new AmqpValue.Symbol(new String(bytes, advance(length), length, US_ASCII));
    }

    private List<@Nullable Object> readList(int size, int countBytes) {
        int limit = limit(size);
        int count = readCount(countBytes);
        enter();
        List<@Nullable Object> list = new ArrayList<>(Math.min(count, Math.max(0, size)));
        for (int i = 0; i < count; i++) {
            list.add(readValue());
            requireWithin(limit);
        }
        depth--;
        return list;
    }

    private Map<Object, @Nullable Object> readMap(int size, int countBytes) {
        int limit = limit(size);
        int count = readCount(countBytes);
        if (count % 2 != 0) {
            throw new MalformedMessageException("a map has " + count + " keys and values");
        }
        enter();
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i += 2) {
            Object key = readValue();
            if (key == null) {
                throw new MalformedMessageException("a map's key is null");
            }
            map.put(key, readValue());
            requireWithin(limit);
        }
        depth--;
        return map;
    }

    private AmqpValue.Array readArray(int size, int countBytes) {
        int limit = limit(size);
        int count = readCount(countBytes);
        enter();
        int code = readCode();
        Object descriptor = null;
        boolean described = code == TypeCodes.DESCRIBED;
        if (described) {
            descriptor = readValue();
            code = readCode();
        }
        requireElements(code, count, limit);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Object element = readValue(code);
            elements.add(described ? new AmqpValue.Described(descriptor, element) : element);
            requireWithin(limit);
        }
        depth--;
        return new AmqpValue.Array(elements);
    }

    private void requireElements(int code, int count, int limit) {
        boolean takesNoBytes = code >>> 4 == 0x4;
        if (count > (takesNoBytes ? 65_536 : limit - position)) {
            throw new MalformedMessageException("an array of " + count + " elements does not fit its size");
        }
    }

    private int limit(int size) {
        if (size < 1 || size > end - position) {
            throw new MalformedMessageException("a size of " + size + " at byte " + position + " is past the end");
        }
        return position + size;
    }

    private int readCount(int countBytes) {
        int count = countBytes == 1 ? readUnsignedByte() : readInt();
        if (count < 0 || count > end - position + 65_536) {
            throw new MalformedMessageException("a count of " + Integer.toUnsignedLong(count) + " is past the end");
        }
        return count;
    }

    private void requireWithin(int limit) {
        if (position > limit) {
            throw new MalformedMessageException("a value runs past its compound's end at byte " + position);
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new MalformedMessageException("values are nested deeper than " + MAX_DEPTH);
        }
    }

    private int readCode() {
        return readUnsignedByte();
    }

    private int readUnsignedByte() {
        return bytes[advance(1)] & 0xff;
    }

    private int readUnsignedShort() {
        return readUnsignedByte() << 8 | readUnsignedByte();
    }

    private int readInt() {
        return (int) INTS.get(bytes, advance(4));
    }

    private long readLong() {
        return (long) LONGS.get(bytes, advance(8));
    }

    private int readLength() {
        int length = readInt();
        if (length < 0) {
            throw new MalformedMessageException("a length of " + Integer.toUnsignedLong(length) + " is too long");
        }
        return length;
    }

    private byte[] readBytes(int length) {
        int at = advance(length);
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /** Moves on by the length and answers where it was before. */
    private int advance(int length) {
        if (length > end - position) {
            throw new MalformedMessageException(
                    "a value of " + length + " bytes at byte " + position + " runs past the end " + end);
        }
        int before = position;
        position += length;
        return before;
    }

    private MalformedMessageException unknown(int code) {
        return new MalformedMessageException(
                "unknown type code 0x" + Integer.toHexString(code) + " at byte " + position);
    }
}
