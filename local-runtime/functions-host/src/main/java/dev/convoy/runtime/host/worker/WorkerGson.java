package dev.convoy.runtime.host.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * Gson with the abilities of 2.9.0, the version in the platform's Java worker. That version cannot read records; newer ones can, and an
 * app that relied on it would fail in the cloud.
 */
final class WorkerGson {

    static final Gson GSON =
            new GsonBuilder().registerTypeAdapterFactory(new NoRecords()).create();

    private WorkerGson() {}

    private static final class NoRecords implements TypeAdapterFactory {

        @Override
        public <T> @org.jspecify.annotations.Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (!type.getRawType().isRecord()) {
                return null;
            }
            TypeAdapter<T> writer = gson.getDelegateAdapter(this, type);
            return new TypeAdapter<>() {
                @Override
                public void write(JsonWriter out, T value) throws IOException {
                    writer.write(out, value);
                }

                @Override
                public T read(JsonReader in) {
                    throw new JsonIOException("Can not set final fields of record "
                            + type.getRawType().getName()
                            + " (the Functions Java worker converts with Gson 2.9.0, which cannot read records:"
                            + " bind a String and parse it)");
                }
            };
        }
    }
}
