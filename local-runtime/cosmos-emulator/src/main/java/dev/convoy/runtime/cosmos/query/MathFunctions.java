package dev.convoy.runtime.cosmos.query;

import static dev.convoy.runtime.cosmos.query.Functions.add;
import static dev.convoy.runtime.cosmos.query.Functions.addNumber;
import static dev.convoy.runtime.cosmos.query.Functions.addNumbers;
import static dev.convoy.runtime.cosmos.query.Functions.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongBinaryOperator;

/** Mathematical functions; anything but numbers gives undefined, and so does a result that is no number. Stateless. */
final class MathFunctions {

    private static final int MAX_DIGITS = 15;

    private MathFunctions() {}

    static void register() {
        addNumber("ABS", Math::abs);
        addNumber("ACOS", Math::acos);
        addNumber("ASIN", Math::asin);
        addNumber("ATAN", Math::atan);
        addNumber("CEILING", Math::ceil);
        addNumber("COS", Math::cos);
        addNumber("COT", value -> 1 / Math.tan(value));
        addNumber("DEGREES", Math::toDegrees);
        addNumber("EXP", Math::exp);
        addNumber("FLOOR", Math::floor);
        addNumber("LOG10", Math::log10);
        addNumber("RADIANS", Math::toRadians);
        addNumber("SIGN", Math::signum);
        addNumber("SIN", Math::sin);
        addNumber("SQRT", Math::sqrt);
        addNumber("SQUARE", value -> value * value);
        addNumber("TAN", Math::tan);
        addNumber("TRUNC", value -> value < 0 ? Math.ceil(value) : Math.floor(value));
        addNumbers("ATN2", (y, x) -> Values.of(Math.atan2(y, x)));
        addNumbers("POWER", (base, exponent) -> Values.of(Math.pow(base, exponent)));
        add("PI", 0, 0, (arguments, now) -> Values.of(Math.PI));
        add(
                "RAND",
                0,
                0,
                (arguments, now) -> Values.of(ThreadLocalRandom.current().nextDouble()));
        add("LOG", 1, 2, (arguments, now) -> log(arguments.getFirst(), arguments.size() == 1, at(arguments, 1)));
        add("ROUND", 1, 2, (arguments, now) -> round(arguments));
        add("NUMBERBIN", 1, 2, (arguments, now) -> bin(arguments));
        integers();
    }

    private static void integers() {
        whole("INTADD", (a, b) -> a + b);
        whole("INTSUB", (a, b) -> a - b);
        whole("INTMUL", (a, b) -> a * b);
        whole("INTBITAND", (a, b) -> a & b);
        whole("INTBITOR", (a, b) -> a | b);
        whole("INTBITXOR", (a, b) -> a ^ b);
        whole("INTBITLEFTSHIFT", (a, b) -> a << b);
        whole("INTBITRIGHTSHIFT", (a, b) -> a >> b);
        add("INTDIV", 2, 2, (arguments, now) -> divide(arguments, (a, b) -> a / b));
        add("INTMOD", 2, 2, (arguments, now) -> divide(arguments, (a, b) -> a % b));
        add("INTBITNOT", 1, 1, (arguments, now) -> {
            JsonNode value = arguments.getFirst();
            return isLong(value) ? Values.NODES.numberNode(~value.longValue()) : Values.UNDEFINED;
        });
    }

    private static void whole(String name, LongBinaryOperator operator) {
        add(name, 2, 2, (arguments, now) -> whole(arguments, operator));
    }

    private static JsonNode whole(List<JsonNode> arguments, LongBinaryOperator operator) {
        JsonNode left = arguments.get(0);
        JsonNode right = arguments.get(1);
        return isLong(left) && isLong(right)
                ? Values.NODES.numberNode(operator.applyAsLong(left.longValue(), right.longValue()))
                : Values.UNDEFINED;
    }

    private static JsonNode divide(List<JsonNode> arguments, LongBinaryOperator operator) {
        JsonNode by = arguments.get(1);
        return isLong(by) && by.longValue() == 0 ? Values.UNDEFINED : whole(arguments, operator);
    }

    private static boolean isLong(JsonNode value) {
        return value.isNumber()
                && value.doubleValue() == Math.rint(value.doubleValue())
                && Math.abs(value.doubleValue()) < 0x1p63;
    }

    private static JsonNode log(JsonNode value, boolean natural, JsonNode base) {
        if (!value.isNumber() || !(natural || base.isNumber())) {
            return Values.UNDEFINED;
        }
        double logarithm = Math.log(value.doubleValue());
        return Values.of(natural ? logarithm : logarithm / Math.log(base.doubleValue()));
    }

    /** Halves are rounded away from zero. */
    private static JsonNode round(List<JsonNode> arguments) {
        JsonNode value = arguments.getFirst();
        boolean toDigits = arguments.size() > 1;
        if (!value.isNumber() || (toDigits && !Functions.isInt(at(arguments, 1)))) {
            return Values.UNDEFINED;
        }
        int digits = toDigits ? at(arguments, 1).intValue() : 0;
        if (Math.abs(digits) > MAX_DIGITS) {
            return value;
        }
        double number = value.doubleValue();
        return Values.of(java.math.BigDecimal.valueOf(number)
                .setScale(digits, java.math.RoundingMode.HALF_UP)
                .doubleValue());
    }

    private static JsonNode bin(List<JsonNode> arguments) {
        JsonNode value = arguments.getFirst();
        JsonNode size = arguments.size() == 1 ? Values.of(1) : arguments.get(1);
        if (!value.isNumber() || !size.isNumber() || size.doubleValue() == 0) {
            return Values.UNDEFINED;
        }
        return Values.of(Math.floor(value.doubleValue() / size.doubleValue()) * size.doubleValue());
    }
}
