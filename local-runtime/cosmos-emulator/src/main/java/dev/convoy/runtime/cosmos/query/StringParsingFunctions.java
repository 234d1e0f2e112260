package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.Json;
import java.util.function.Predicate;

/** Functions between texts and other values: a text that is not the JSON asked for gives undefined. Stateless. */
final class StringParsingFunctions {

    private StringParsingFunctions() {}

    static void register() {
        parser("STRINGTOARRAY", JsonNode::isArray);
        parser("STRINGTOBOOLEAN", JsonNode::isBoolean);
        parser("STRINGTONULL", JsonNode::isNull);
        parser("STRINGTONUMBER", JsonNode::isNumber);
        parser("STRINGTOOBJECT", JsonNode::isObject);
        add("TOSTRING", 1, 1, (arguments, now) -> {
            JsonNode value = arguments.getFirst();
            if (value.isMissingNode()) {
                return Values.UNDEFINED;
            }
            return value.isTextual() ? value : Values.of(value.toString());
        });
    }

    private static void parser(String name, Predicate<JsonNode> wanted) {
        add(name, 1, 1, (arguments, now) -> {
            JsonNode text = arguments.getFirst();
            if (!text.isTextual()) {
                return Values.UNDEFINED;
            }
            try {
                JsonNode value = Json.MAPPER.readTree(text.textValue().strip());
                return value != null && wanted.test(value) ? value : Values.UNDEFINED;
            } catch (JsonProcessingException notJson) {
                return Values.UNDEFINED;
            }
        });
    }
}
