package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** All system functions by name. Source: the functions section of the query language reference. Stateless. */
final class Functions {

    private static final Map<String, Function> ALL = new HashMap<>();

    static {
        StringFunctions.register();
        StringParsingFunctions.register();
        MathFunctions.register();
        TypeFunctions.register();
        ArrayFunctions.register();
        DateFunctions.register();
    }

    private Functions() {}

    /** Finds a function; names do not depend on case. */
    static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name.toUpperCase(Locale.ROOT)));
    }

    static void add(String name, int least, int most, Function.Body body) {
        ALL.put(name.toUpperCase(Locale.ROOT), new Function(name, least, most, body));
    }

    /** A function of one text. */
    static void addText(String name, UnaryOperator<String> body) {
        add(name, 1, 1, (arguments, now) -> {
            JsonNode text = arguments.getFirst();
            return text.isTextual() ? Values.of(body.apply(text.textValue())) : Values.UNDEFINED;
        });
    }

    /** A function of one number. */
    static void addNumber(String name, DoubleUnaryOperator body) {
        add(name, 1, 1, (arguments, now) -> {
            JsonNode number = arguments.getFirst();
            return number.isNumber() ? Values.of(body.applyAsDouble(number.doubleValue())) : Values.UNDEFINED;
        });
    }

    /** A function of two numbers. */
    static void addNumbers(String name, BiFunction<Double, Double, JsonNode> body) {
        add(name, 2, 2, (arguments, now) -> {
            JsonNode left = arguments.get(0);
            JsonNode right = arguments.get(1);
            return left.isNumber() && right.isNumber()
                    ? body.apply(left.doubleValue(), right.doubleValue())
                    : Values.UNDEFINED;
        });
    }

    /** The argument, or undefined if there are fewer. */
    static JsonNode at(List<JsonNode> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : Values.UNDEFINED;
    }

    /** Whether the value is a whole number that fits an int. */
    static boolean isInt(JsonNode value) {
        return value.isNumber()
                && value.doubleValue() == Math.rint(value.doubleValue())
                && Math.abs(value.doubleValue()) <= Integer.MAX_VALUE;
    }
}
