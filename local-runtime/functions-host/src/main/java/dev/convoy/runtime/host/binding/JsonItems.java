package dev.convoy.runtime.host.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.ArrayList;
import java.util.List;

/** Splits a value for a collecting output: the elements of a JSON array one by one (texts without their quotes), else the value itself. */
final class JsonItems {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonItems() {}

    static List<TypedData> of(TypedData value) {
        if (!value.hasJson()) {
            return List.of(value);
        }
        JsonNode json;
        try {
            json = MAPPER.readTree(value.getJson());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("the function's output is no JSON", unreadable);
        }
        if (!json.isArray()) {
            return List.of(json.isTextual() ? Values.text(json.asText()) : value);
        }
        List<TypedData> items = new ArrayList<>(json.size());
        for (JsonNode item : json) {
            items.add(item.isTextual() ? Values.text(item.asText()) : Values.json(item.toString()));
        }
        return items;
    }
}
