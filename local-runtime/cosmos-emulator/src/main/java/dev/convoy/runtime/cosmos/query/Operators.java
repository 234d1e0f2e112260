package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.query.Expression.Operator;

/** What operators give for values; operands that do not fit give undefined. Stateless. */
final class Operators {

    private Operators() {}

    static JsonNode apply(Operator operator, JsonNode left, JsonNode right) {
        return switch (operator) {
            case EQUAL -> equality(left, right);
            case NOT_EQUAL -> {
                JsonNode equal = equality(left, right);
                yield equal.isMissingNode() ? equal : Values.of(!equal.booleanValue());
            }
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(operator, left, right);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(operator, left, right);
            case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_ZERO -> bits(operator, left, right);
            case CONCATENATE ->
                left.isTextual() && right.isTextual()
                        ? Values.of(left.textValue() + right.textValue())
                        : Values.UNDEFINED;
        };
    }

    static JsonNode equality(JsonNode left, JsonNode right) {
        if (left.isMissingNode() || right.isMissingNode()) {
            return Values.UNDEFINED;
        }
        return Values.of(Values.equal(left, right));
    }

    static JsonNode sign(char operator, JsonNode operand) {
        if (!operand.isNumber()) {
            return Values.UNDEFINED;
        }
        return switch (operator) {
            case '-' ->
                operand.isIntegralNumber() && operand.longValue() != 0
                        ? Values.NODES.numberNode(-operand.longValue())
                        : Values.of(-operand.doubleValue());
            case '~' -> isBits(operand) ? Values.of((double) ~operand.intValue()) : Values.UNDEFINED;
            default -> operand;
        };
    }

    private static JsonNode order(Operator operator, JsonNode left, JsonNode right) {
        boolean comparable = left.getNodeType() == right.getNodeType() && left.isValueNode() && !left.isMissingNode();
        if (!comparable) {
            return Values.UNDEFINED;
        }
        int order = Values.compare(left, right);
        return Values.of(
                switch (operator) {
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    default -> order >= 0;
                });
    }

    private static JsonNode arithmetic(Operator operator, JsonNode left, JsonNode right) {
        if (!left.isNumber() || !right.isNumber()) {
            return Values.UNDEFINED;
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        return Values.of(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    default -> a % b;
                });
    }

    private static JsonNode bits(Operator operator, JsonNode left, JsonNode right) {
        if (!isBits(left) || !isBits(right)) {
            return Values.UNDEFINED;
        }
        int a = left.intValue();
        int b = right.intValue();
        return Values.of((double)
                switch (operator) {
                    case BIT_AND -> a & b;
                    case BIT_OR -> a | b;
                    case BIT_XOR -> a ^ b;
                    case SHIFT_LEFT -> a << b;
                    case SHIFT_RIGHT -> a >> b;
                    default -> a >>> b;
                });
    }

    private static boolean isBits(JsonNode value) {
        return Functions.isInt(value);
    }
}
