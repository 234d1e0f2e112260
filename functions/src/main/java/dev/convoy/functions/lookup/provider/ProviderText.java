package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.util.function.IntPredicate;

/** Text from providers, made harmless: bounded, without control characters. Stateless. */
final class ProviderText {

    private static final int LONGEST = 500;
    private static final int LONGEST_WITHIN = 10_000;
    private static final int DEEPEST = 64;

    private ProviderText() {}

    /** One line. */
    static String clean(String text) {
        return clean(text, LONGEST, Character::isISOControl);
    }

    /**
     * A whole answer, in its shape; its texts may have several lines.
     *
     * @throws ProviderException if it is nested deeper than any answer needs
     */
    static JsonNode harmless(JsonNode answer) {
        return harmless(answer, 0);
    }

    private static JsonNode harmless(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw ProviderException.lasting("provider's answer is nested deeper than " + DEEPEST);
        }
        if (node.isTextual()) {
            return TextNode.valueOf(lines(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(harmless(element, depth + 1)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(field -> object.set(clean(field.getKey()), harmless(field.getValue(), depth + 1)));
            return object;
        }
        return node;
    }

    private static String lines(String text) {
        return clean(text, LONGEST_WITHIN, point -> Character.isISOControl(point) && point != '\n' && point != '\t');
    }

    private static String clean(String text, int longest, IntPredicate harmful) {
        int end = text.length() <= longest ? text.length() : longest;
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--; // no half of a character
        }
        return text.codePoints()
                .limit(text.codePointCount(0, end))
                .filter(point -> !harmful.test(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Copies a field if it is text and not empty. */
    static void copy(JsonNode from, String field, ObjectNode to) {
        JsonNode value = from.path(field);
        if (value.isTextual() && !value.asText().isBlank()) {
            to.put(field, clean(value.asText()));
        }
    }
}
