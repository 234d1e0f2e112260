package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;
import static dev.convoy.runtime.cosmos.query.Functions.addText;
import static dev.convoy.runtime.cosmos.query.Functions.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions of texts; anything else gives undefined. Stateless. */
final class StringFunctions {

    private static final int MAX_RESULT = 2 << 20;

    private StringFunctions() {}

    static void register() {
        addText("LOWER", text -> text.toLowerCase(Locale.ROOT));
        addText("UPPER", text -> text.toUpperCase(Locale.ROOT));
        addText("LTRIM", String::stripLeading);
        addText("RTRIM", String::stripTrailing);
        addText("TRIM", String::strip);
        addText("REVERSE", text -> new StringBuilder(text).reverse().toString());
        add("LENGTH", 1, 1, (arguments, now) -> {
            JsonNode text = arguments.getFirst();
            return text.isTextual() ? Values.of(text.textValue().length()) : Values.UNDEFINED;
        });
        add("CONCAT", 2, Function.ANY, (arguments, now) -> concat(arguments));
        matchers();
        parts();
        add("STRINGJOIN", 2, 2, (arguments, now) -> join(arguments.get(0), arguments.get(1)));
        add("STRINGSPLIT", 2, 2, (arguments, now) -> split(arguments.get(0), arguments.get(1)));
        add("REGEXMATCH", 2, 3, (arguments, now) -> regex(arguments));
    }

    private static void matchers() {
        matcher("CONTAINS", String::contains);
        matcher("STARTSWITH", String::startsWith);
        matcher("ENDSWITH", String::endsWith);
        matcher("STRINGEQUALS", String::equals);
        add("INDEX_OF", 2, 3, (arguments, now) -> {
            boolean from = arguments.size() == 3;
            if (!areTexts(arguments, 2) || (from && !Functions.isInt(arguments.get(2)))) {
                return Values.UNDEFINED;
            }
            int start = from ? arguments.get(2).intValue() : 0;
            return Values.of(
                    arguments.get(0).textValue().indexOf(arguments.get(1).textValue(), start));
        });
    }

    private static void parts() {
        add("LEFT", 2, 2, (arguments, now) -> part(arguments.get(0), Values.of(0), arguments.get(1)));
        add("RIGHT", 2, 2, (arguments, now) -> {
            JsonNode text = arguments.get(0);
            JsonNode length = arguments.get(1);
            if (!text.isTextual() || !Functions.isInt(length)) {
                return Values.UNDEFINED;
            }
            int from = Math.max(0, text.textValue().length() - Math.max(0, length.intValue()));
            return Values.of(text.textValue().substring(from));
        });
        add("SUBSTRING", 3, 3, (arguments, now) -> part(arguments.get(0), arguments.get(1), arguments.get(2)));
        add(
                "REPLACE",
                3,
                3,
                (arguments, now) -> areTexts(arguments, 3) ? Values.of(replaced(arguments)) : Values.UNDEFINED);
        add("REPLICATE", 2, 2, (arguments, now) -> {
            JsonNode text = arguments.get(0);
            JsonNode times = arguments.get(1);
            boolean fits = text.isTextual()
                    && Functions.isInt(times)
                    && times.intValue() >= 0
                    && (long) text.textValue().length() * times.intValue() <= MAX_RESULT;
            return fits ? Values.of(text.textValue().repeat(times.intValue())) : Values.UNDEFINED;
        });
    }

    private static String replaced(List<JsonNode> arguments) {
        String text = arguments.get(0).textValue();
        String old = arguments.get(1).textValue();
        return old.isEmpty() ? text : text.replace(old, arguments.get(2).textValue());
    }

    private static void matcher(String name, TextTest test) {
        add(name, 2, 3, (arguments, now) -> {
            JsonNode ignoreCase = at(arguments, 2);
            if (!areTexts(arguments, 2) || (arguments.size() == 3 && !ignoreCase.isBoolean())) {
                return Values.UNDEFINED;
            }
            String text = arguments.get(0).textValue();
            String other = arguments.get(1).textValue();
            return Values.of(
                    Values.isTrue(ignoreCase)
                            ? test.test(text.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))
                            : test.test(text, other));
        });
    }

    private static boolean areTexts(List<JsonNode> arguments, int count) {
        return arguments.subList(0, count).stream().allMatch(JsonNode::isTextual);
    }

    private static JsonNode concat(List<JsonNode> arguments) {
        if (!areTexts(arguments, arguments.size())) {
            return Values.UNDEFINED;
        }
        StringBuilder all = new StringBuilder();
        arguments.forEach(text -> all.append(text.textValue()));
        return Values.of(all.toString());
    }

    private static JsonNode part(JsonNode text, JsonNode start, JsonNode length) {
        if (!text.isTextual() || !Functions.isInt(start) || !Functions.isInt(length)) {
            return Values.UNDEFINED;
        }
        String whole = text.textValue();
        if (start.intValue() < 0 || start.intValue() > whole.length() || length.intValue() <= 0) {
            return Values.of("");
        }
        long end = Math.min(whole.length(), (long) start.intValue() + length.intValue());
        return Values.of(whole.substring(start.intValue(), (int) end));
    }

    private static JsonNode join(JsonNode array, JsonNode separator) {
        if (!array.isArray() || !separator.isTextual()) {
            return Values.UNDEFINED;
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isTextual()) {
                return Values.UNDEFINED;
            }
            all.append(i == 0 ? "" : separator.textValue()).append(array.get(i).textValue());
        }
        return Values.of(all.toString());
    }

    private static JsonNode split(JsonNode text, JsonNode separator) {
        if (!text.isTextual() || !separator.isTextual()) {
            return Values.UNDEFINED;
        }
        ArrayNode parts = Values.NODES.arrayNode();
        if (separator.textValue().isEmpty()) {
            return parts.add(text);
        }
        for (String part : text.textValue().split(Pattern.quote(separator.textValue()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode regex(List<JsonNode> arguments) {
        JsonNode modifiers = arguments.size() == 3 ? arguments.get(2) : Values.of("");
        if (!areTexts(arguments, 2)
                || !modifiers.isTextual()
                || !modifiers.textValue().matches("[imsx]*")) {
            return Values.UNDEFINED;
        }
        int flags = 0;
        for (char modifier : modifiers.textValue().toCharArray()) {
            flags |= switch (modifier) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                default -> Pattern.COMMENTS;
            };
        }
        try {
            return Values.of(Pattern.compile(arguments.get(1).textValue(), flags)
                    .matcher(arguments.get(0).textValue())
                    .find());
        } catch (PatternSyntaxException malformed) {
            return Values.UNDEFINED;
        }
    }

    @FunctionalInterface
    private interface TextTest {
        boolean test(String text, String other);
    }
}
