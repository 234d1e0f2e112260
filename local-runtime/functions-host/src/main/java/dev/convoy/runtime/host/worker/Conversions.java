package dev.convoy.runtime.host.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.microsoft.azure.functions.HttpRequestMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The targets a kind of wire value has of its own. A conversion that fails gives null, upon which the value itself must fit: so a
 * text that is no number fails to become an int with a class cast, as in the platform's worker.
 */
final class Conversions {

    static final Conversions STRING = numbers(new Conversions()).text(String.class, text -> text);
    static final Conversions JSON =
            new Conversions().text(String.class, text -> text).with(String[].class, Conversions::strings);
    static final Conversions BYTES = new Conversions()
            .with(byte[].class, (value, type) -> ((byte[]) value).clone())
            .with(Byte[].class, (value, type) -> boxed((byte[]) value))
            .with(String.class, (value, type) -> new String((byte[]) value, StandardCharsets.UTF_8));
    static final Conversions INTEGER = new Conversions()
            .number(int.class, Integer.class, Number::intValue)
            .number(short.class, Short.class, Number::shortValue)
            .number(byte.class, Byte.class, Number::byteValue)
            .with(String.class, (value, type) -> value.toString());
    static final Conversions REAL = new Conversions()
            .number(float.class, Float.class, Number::floatValue)
            .with(String.class, (value, type) -> value.toString());
    static final Conversions HTTP = new Conversions()
            .passing(HttpRequestMessage.class, (value, type) -> ((HttpRequestSource) value).message(type));
    static final Conversions STRINGS =
            list(String.class).with(String[].class, (value, type) -> ((List<?>) value).toArray(String[]::new));
    static final Conversions BYTE_ARRAYS =
            list(byte[].class).with(byte[][].class, (value, type) -> ((List<?>) value).toArray(byte[][]::new));
    static final Conversions LONGS = list(Long.class)
            .with(Long[].class, (value, type) -> ((List<?>) value).toArray(Long[]::new))
            .with(long[].class, (value, type) -> ((List<?>) value)
                    .stream().mapToLong(item -> (Long) item).toArray());
    static final Conversions DOUBLES = list(Double.class)
            .with(Double[].class, (value, type) -> ((List<?>) value).toArray(Double[]::new))
            .with(double[].class, (value, type) -> ((List<?>) value)
                    .stream().mapToDouble(item -> (Double) item).toArray());
    static final Conversions NOTHING = new Conversions();
    static final Conversions CONTEXT =
            new Conversions().with(com.microsoft.azure.functions.ExecutionContext.class, (value, type) -> value);

    private final Map<Class<?>, BiFunction<Object, Type, @Nullable Object>> own = new HashMap<>();

    private Conversions() {}

    @Nullable
    Object convert(Object value, Type target) {
        Class<?> raw = JavaTypes.raw(target);
        if (raw == null) {
            throw new IllegalArgumentException("type " + target + " has no class a value could be converted to");
        }
        BiFunction<Object, Type, @Nullable Object> conversion = own.get(raw);
        return conversion != null ? conversion.apply(value, target) : fromJson(text(value), target, raw);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) value;
    }

    private static @Nullable Object fromJson(String json, Type target, Class<?> raw) {
        if (!Collection.class.isAssignableFrom(raw)) {
            return WorkerGson.GSON.fromJson(json, (Type) raw);
        }
        Class<?> element = (Class<?>) JavaTypes.firstArgument(target);
        try {
            List<@Nullable Object> items = new ArrayList<>();
            for (JsonElement item : JsonParser.parseString(json).getAsJsonArray()) {
                items.add(WorkerGson.GSON.fromJson(item, (Type) element));
            }
            return items;
        } catch (RuntimeException notAListOfThem) {
            return collection(json, target);
        }
    }

    private static @Nullable Object collection(String json, Type target) {
        try {
            return WorkerGson.GSON.fromJson(json, target);
        } catch (JsonSyntaxException otherElements) {
            return elementTexts(json);
        }
    }

    private static @Nullable Object strings(Object json, Type target) {
        try {
            return WorkerGson.GSON.fromJson((String) json, target);
        } catch (JsonSyntaxException otherElements) {
            return elementTexts((String) json).toArray(String[]::new);
        }
    }

    private static List<String> elementTexts(String json) {
        JsonArray array = JsonParser.parseString(json).getAsJsonArray();
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(item -> texts.add(item.toString()));
        return texts;
    }

    private static Conversions numbers(Conversions to) {
        return to.parsed(long.class, Long.class, Long::parseLong)
                .parsed(int.class, Integer.class, Integer::parseInt)
                .parsed(short.class, Short.class, Short::parseShort)
                .parsed(byte.class, Byte.class, Byte::parseByte)
                .parsed(double.class, Double.class, Double::parseDouble)
                .parsed(float.class, Float.class, Float::parseFloat);
    }

    /** Lists of exactly the element type or of none; with another one the list is handed on as it is, for the app to stumble over. */
    private static Conversions list(Class<?> element) {
        return new Conversions()
                .with(
                        List.class,
                        (value, type) -> type instanceof ParameterizedType generic
                                        && generic.getActualTypeArguments()[0] != element
                                ? null
                                : new ArrayList<>((List<?>) value))
                .with(String.class, (value, type) -> new ArrayList<>((List<?>) value));
    }

    private static Byte[] boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }

    private Conversions text(Class<?> target, Function<String, Object> conversion) {
        return with(target, (value, type) -> conversion.apply((String) value));
    }

    private Conversions parsed(Class<?> primitive, Class<?> boxed, Function<String, Object> conversion) {
        return text(primitive, conversion).text(boxed, conversion);
    }

    private Conversions number(Class<?> primitive, Class<?> boxed, Function<Number, Object> conversion) {
        return with(primitive, (value, type) -> conversion.apply((Number) value))
                .with(boxed, (value, type) -> conversion.apply((Number) value));
    }

    private Conversions with(Class<?> target, BiFunction<Object, Type, @Nullable Object> conversion) {
        own.put(target, (value, type) -> {
            try {
                return conversion.apply(value, type);
            } catch (RuntimeException refused) {
                return null; // the caller then asks for assignability and fails with a class cast
            }
        });
        return this;
    }

    private Conversions passing(Class<?> target, BiFunction<Object, Type, @Nullable Object> conversion) {
        own.put(target, conversion);
        return this;
    }
}
