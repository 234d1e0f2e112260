package dev.convoy.runtime.host.worker;

import com.microsoft.azure.functions.ExecutionContext;
import dev.convoy.runtime.host.rpc.TypedData;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value from the wire and the Java types it may become. A kind of value has a few targets of its own; for any other target its
 * text is read as JSON by Gson; what neither gives must be assignable as it is. Rules of the platform's Java worker, including
 * where they refuse.
 */
record WireSource(@Nullable Object value, Conversions conversions) {

    /** @throws UnsupportedOperationException for kinds of value a Java function cannot be given */
    static WireSource of(TypedData data) {
        return switch (data.getDataCase()) {
            case STRING -> new WireSource(data.getString(), Conversions.STRING);
            case JSON -> new WireSource(data.getJson(), Conversions.JSON);
            case BYTES -> new WireSource(data.getBytes().toByteArray(), Conversions.BYTES);
            case INT -> new WireSource(data.getInt(), Conversions.INTEGER);
            case DOUBLE -> new WireSource(data.getDouble(), Conversions.REAL);
            case HTTP -> new WireSource(new HttpRequestSource(data.getHttp()), Conversions.HTTP);
            case COLLECTION_STRING ->
                new WireSource(List.copyOf(data.getCollectionString().getStringList()), Conversions.STRINGS);
            case COLLECTION_BYTES ->
                new WireSource(
                        data.getCollectionBytes().getBytesList().stream()
                                .map(com.google.protobuf.ByteString::toByteArray)
                                .toList(),
                        Conversions.BYTE_ARRAYS);
            case COLLECTION_DOUBLE ->
                new WireSource(List.copyOf(data.getCollectionDouble().getDoubleList()), Conversions.DOUBLES);
            case COLLECTION_SINT64 ->
                new WireSource(List.copyOf(data.getCollectionSint64().getSint64List()), Conversions.LONGS);
            case DATA_NOT_SET -> new WireSource(null, Conversions.NOTHING);
            case STREAM ->
                throw new UnsupportedOperationException(
                        "Input data type \"" + data.getDataCase() + "\" is not supported");
        };
    }

    static WireSource of(ExecutionContext context) {
        return new WireSource(context, Conversions.CONTEXT);
    }

    /** @throws ClassCastException or a JSON exception if the value cannot become the type */
    @Nullable
    Object to(Type target) {
        Class<?> raw = JavaTypes.raw(target);
        if (raw == Optional.class) {
            return Optional.ofNullable(convert(JavaTypes.firstArgument(target)));
        }
        return convert(target);
    }

    private @Nullable Object convert(Type target) {
        if (value == null) {
            return null;
        }
        Object converted = conversions.convert(value, target);
        return converted != null ? converted : assigned(value, target);
    }

    private static Object assigned(Object value, Type target) {
        Class<?> raw = JavaTypes.raw(target);
        if (raw != null && raw.isInstance(value)) {
            return value;
        }
        throw new ClassCastException("Cannot convert " + value + " to type " + target.getTypeName());
    }
}
