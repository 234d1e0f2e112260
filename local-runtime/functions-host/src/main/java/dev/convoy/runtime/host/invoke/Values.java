package dev.convoy.runtime.host.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.convoy.runtime.host.rpc.TypedData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as they travel to and from a worker: text as text, bytes as bytes, nothing as nothing, all else as JSON. */
public final class Values {

    public static final TypedData NOTHING = TypedData.getDefaultInstance();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Values() {}

    public static TypedData text(@Nullable String text) {
        return text == null ? NOTHING : TypedData.newBuilder().setString(text).build();
    }

    public static TypedData bytes(byte[] bytes) {
        return TypedData.newBuilder().setBytes(ByteString.copyFrom(bytes)).build();
    }

    /** Text as it is, null as nothing, any other value as the JSON that Jackson makes of it. */
    public static TypedData of(@Nullable Object value) {
        return switch (value) {
            case null -> NOTHING;
            case String text -> text(text);
            case byte[] bytes -> bytes(bytes);
            case Object other -> json(jsonText(other));
        };
    }

    public static TypedData json(String json) {
        return TypedData.newBuilder().setJson(json).build();
    }

    /** The JSON text of a value made of maps, lists, texts and numbers. */
    public static String jsonText(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("no JSON can be made of " + value.getClass(), unwritable);
        }
    }

    /** What a value is as text: the text or the JSON itself, bytes as UTF-8, numbers in decimal; empty for nothing. */
    public static Optional<String> asText(TypedData data) {
        return switch (data.getDataCase()) {
            case STRING -> Optional.of(data.getString());
            case JSON -> Optional.of(data.getJson());
            case BYTES -> Optional.of(data.getBytes().toStringUtf8());
            case STREAM -> Optional.of(data.getStream().toStringUtf8());
            case INT -> Optional.of(Long.toString(data.getInt()));
            case DOUBLE -> Optional.of(Double.toString(data.getDouble()));
            case HTTP, COLLECTION_BYTES, COLLECTION_STRING, COLLECTION_DOUBLE, COLLECTION_SINT64, DATA_NOT_SET ->
                Optional.empty();
        };
    }

    /** What a value is as bytes. */
    public static Optional<byte[]> asBytes(TypedData data) {
        return switch (data.getDataCase()) {
            case BYTES -> Optional.of(data.getBytes().toByteArray());
            case STREAM -> Optional.of(data.getStream().toByteArray());
            default -> asText(data).map(text -> text.getBytes(StandardCharsets.UTF_8));
        };
    }
}
