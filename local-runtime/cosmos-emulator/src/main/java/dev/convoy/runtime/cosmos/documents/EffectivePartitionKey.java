package dev.convoy.runtime.cosmos.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A partition key's place in the hashed key space, as upper-case hex text that sorts like the bytes. Source: the routing package
 * of azure-cosmos, which computes the same to route bulk operations and feed ranges. Stateless.
 */
public final class EffectivePartitionKey {

    /** Start of the key space, inclusive. */
    public static final String MIN = "";

    /** End of the key space, exclusive. */
    public static final String MAX = "FF";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int MAX_STRING = 100;
    private static final int UNDEFINED = 0;
    private static final int NULL = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int NUMBER = 5;
    private static final int STRING = 8;

    private EffectivePartitionKey() {}

    /** The place of a key; of a prefix of a hierarchical key, the place where its keys begin. */
    public static String of(PartitionKey key, PartitionKeyDefinition definition) {
        List<JsonNode> values = key.values();
        if (definition.hierarchical()) {
            StringBuilder text = new StringBuilder();
            values.forEach(value -> text.append(hashV2(List.of(value))));
            return text.toString();
        }
        return definition.version() == 1 ? hashV1(values) : hashV2(values);
    }

    /** Where the given one of {@code count} equal parts of the key space starts. */
    public static String boundary(int part, int count, PartitionKeyDefinition definition) {
        if (part == 0) {
            return MIN;
        }
        if (part == count) {
            return MAX;
        }
        if (definition.version() == 1 && !definition.hierarchical()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            encodeNumber((double) ((1L << 32) / count * part), out);
            return HEX.formatHex(out.toByteArray());
        }
        long start = (0x4000_0000L / count) * part;
        return String.format(Locale.ROOT, "%08X%024X", start, 0);
    }

    private static String hashV2(List<JsonNode> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        values.forEach(value -> writeForHash(value, 0xFF, out));
        long[] hash = Murmur3.hash128(out.toByteArray());
        byte[] bytes = ByteBuffer.allocate(16).putLong(hash[1]).putLong(hash[0]).array();
        bytes[0] &= 0x3F;
        return HEX.formatHex(bytes);
    }

    private static String hashV1(List<JsonNode> values) {
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        values.forEach(value -> writeForHash(truncated(value), 0, hashed));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encodeNumber(Murmur3.hash32(hashed.toByteArray()), out);
        values.forEach(value -> encode(truncated(value), out));
        return HEX.formatHex(out.toByteArray());
    }

    private static JsonNode truncated(JsonNode value) {
        if (value.isTextual() && value.textValue().length() > MAX_STRING) {
            return Json.MAPPER.getNodeFactory().textNode(value.textValue().substring(0, MAX_STRING));
        }
        return value;
    }

    private static void writeForHash(JsonNode value, int terminator, ByteArrayOutputStream out) {
        out.write(typeOf(value));
        if (value.isTextual()) {
            out.writeBytes(value.textValue().getBytes(UTF_8));
            out.write(terminator);
        } else if (value.isNumber()) {
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(bytes.putDouble(value.doubleValue()).array());
        }
    }

    private static void encode(JsonNode value, ByteArrayOutputStream out) {
        if (value.isNumber()) {
            encodeNumber(value.doubleValue(), out);
        } else if (value.isTextual()) {
            encodeString(value.textValue().getBytes(UTF_8), out);
        } else {
            out.write(typeOf(value));
        }
    }

    private static void encodeString(byte[] utf8, ByteArrayOutputStream out) {
        out.write(STRING);
        boolean whole = utf8.length <= MAX_STRING;
        for (int i = 0; i < (whole ? utf8.length : MAX_STRING + 1); i++) {
            out.write(utf8[i] + 1);
        }
        if (whole) {
            out.write(0);
        }
    }

    /** Order-preserving: eight bits, then seven at a time, each followed by a bit that says whether more come. */
    private static void encodeNumber(double number, ByteArrayOutputStream out) {
        out.write(NUMBER);
        long bits = Double.doubleToRawLongBits(number);
        long payload = bits >= 0 ? bits ^ Long.MIN_VALUE : -bits;
        out.write((int) (payload >>> 56));
        payload <<= 8;
        while (payload << 7 != 0) {
            out.write((int) (payload >>> 56) | 1);
            payload <<= 7;
        }
        out.write((int) (payload >>> 56) & 0xFE);
    }

    private static int typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> STRING;
            case NUMBER -> NUMBER;
            case NULL -> NULL;
            case BOOLEAN -> value.booleanValue() ? TRUE : FALSE;
            case MISSING, ARRAY, OBJECT, BINARY, POJO -> UNDEFINED;
        };
    }
}
