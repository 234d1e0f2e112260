package dev.convoy.runtime.host.trigger.durable;

import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.Base64;

/** An activity's return value as the JSON that goes into the history: texts get their quotes here, JSON stays as it is. */
final class ActivityResult {

    private ActivityResult() {}

    static String json(TypedData returned) {
        return switch (returned.getDataCase()) {
            case STRING -> Values.jsonText(returned.getString());
            case JSON -> returned.getJson();
            case INT -> Long.toString(returned.getInt());
            case DOUBLE -> Double.toString(returned.getDouble());
            case BYTES ->
                Values.jsonText(
                        Base64.getEncoder().encodeToString(returned.getBytes().toByteArray()));
            case STREAM,
                    HTTP,
                    COLLECTION_BYTES,
                    COLLECTION_STRING,
                    COLLECTION_DOUBLE,
                    COLLECTION_SINT64,
                    DATA_NOT_SET -> "null";
        };
    }
}
