package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Text from providers, made harmless: bounded, without control characters. Stateless. */
final class ProviderText {

    private static final int LONGEST = 500;

    private ProviderText() {}

    static String clean(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return bounded.codePoints()
                .filter(point -> !Character.isISOControl(point))
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
