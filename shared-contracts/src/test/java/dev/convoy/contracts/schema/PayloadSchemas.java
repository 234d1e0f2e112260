package dev.convoy.contracts.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.json.Json;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON Schema 2020-12 of message payloads, out of the records that carry them. Stateless. */
final class PayloadSchemas {

    private PayloadSchemas() {}

    static ObjectNode of(MessageType<?> type) {
        ObjectNode schema = Json.mapper()
                .createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:convoy:message:" + type.name())
                .put("title", type.shortName());
        schema.setAll(object(type.payload()));
        return schema;
    }

    private static ObjectNode schema(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType list) {
            ObjectNode array = simple("array");
            array.set("items", schema(list.getAnnotatedActualTypeArguments()[0]));
            return array;
        }
        return schema((Class<?>) annotated.getType());
    }

    private static ObjectNode schema(Class<?> type) {
        if (type == String.class) {
            return simple("string");
        } else if (type == Instant.class) {
            return simple("string").put("format", "date-time");
        } else if (type == Duration.class) {
            return simple("string").put("format", "duration");
        } else if (type == int.class || type == long.class) {
            return simple("integer");
        } else if (type == boolean.class) {
            return simple("boolean");
        } else if (type.isEnum()) {
            ObjectNode names = simple("string");
            ArrayNode values = names.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(value -> values.add(value.toString()));
            return names;
        } else if (type.isAnnotationPresent(JsonSubTypes.class)) {
            return oneOf(type);
        } else if (isText(type)) {
            return simple("string").put("pattern", "^" + shape(type) + "$");
        } else if (type.isRecord()) {
            return object(type);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private static ObjectNode object(Class<?> type) {
        ObjectNode object = simple("object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), schema(component.getAnnotatedType()));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        return object;
    }

    private static ObjectNode oneOf(Class<?> type) {
        String property = type.getAnnotation(JsonTypeInfo.class).property();
        ObjectNode schema = Json.mapper().createObjectNode();
        ArrayNode kinds = schema.putArray("oneOf");
        for (JsonSubTypes.Type subtype : type.getAnnotation(JsonSubTypes.class).value()) {
            ObjectNode kind = object(subtype.value());
            ((ObjectNode) kind.path("properties")).putObject(property).put("const", subtype.name());
            ((ArrayNode) kind.path("required")).add(property);
            kinds.add(kind);
        }
        return schema;
    }

    private static boolean isText(Class<?> type) {
        boolean byMethod = Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
        return byMethod
                || type.isRecord()
                        && List.of(type.getRecordComponents()).stream()
                                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private static String shape(Class<?> type) {
        try {
            Field shape = type.getDeclaredField("SHAPE");
            shape.setAccessible(true);
            return ((Pattern) shape.get(null)).pattern();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " has no SHAPE", e);
        }
    }

    private static ObjectNode simple(String type) {
        return Json.mapper().createObjectNode().put("type", type);
    }
}
