package dev.convoy.runtime.host.worker;

import com.google.protobuf.ByteString;
import dev.convoy.runtime.host.rpc.TypedData;
import org.jspecify.annotations.Nullable;

/** What a value from a function looks like on the wire: text, bytes and numbers as such, nothing as JSON null, the rest as Gson JSON. */
final class WireEncoder {

    private static final TypedData NULL = TypedData.newBuilder().setJson("null").build();

    private WireEncoder() {}

    static TypedData encode(@Nullable Object value) {
        TypedData.Builder data = TypedData.newBuilder();
        return switch (value) {
            case null -> NULL;
            case String text -> data.setString(text).build();
            case byte[] bytes -> data.setBytes(ByteString.copyFrom(bytes)).build();
            case Long number -> data.setInt(number).build();
            case Integer number -> data.setInt(number).build();
            case Short number -> data.setInt(number).build();
            case Byte number -> data.setInt(number).build();
            case Double number -> data.setDouble(number).build();
            case Float number -> data.setDouble(number).build();
            case Object other -> data.setJson(WorkerGson.GSON.toJson(other)).build();
        };
    }

    /** The return value of a function declared to return an HTTP response; any other value goes out as itself. */
    static TypedData encodeHttp(@Nullable Object value) {
        return value instanceof HttpResponse response ? response.toWire() : encode(value);
    }
}
