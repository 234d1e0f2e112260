package dev.convoy.runtime.servicebus.sql;

import org.jspecify.annotations.Nullable;

/** Sums and comparisons of the language's values; long widens to double where one side is double. Stateless. */
final class Arithmetic {

    private Arithmetic() {}

    /** @throws SqlEvaluationException for values that cannot be computed with */
    static @Nullable Object apply(char operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (operator == '+' && left instanceof String text && right instanceof String more) {
            return text + more;
        }
        if (left instanceof Long a && right instanceof Long b) {
            return longs(operator, a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return doubles(operator, a.doubleValue(), b.doubleValue());
        }
        throw new SqlEvaluationException("cannot compute " + describe(left) + " " + operator + " " + describe(right));
    }

    /** Below zero, zero or above as the left is less, equal or greater; null when the values have no order. */
    static @Nullable Integer compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        return left.equals(right) ? 0 : null;
    }

    private static long longs(char operator, long a, long b) {
        if (b == 0 && (operator == '/' || operator == '%')) {
            throw new SqlEvaluationException("division of " + a + " by zero");
        }
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            case '%' -> a % b;
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }

    private static double doubles(char operator, double a, double b) {
        return switch (operator) {
            case '+' -> a + b;
            case '-' -> a - b;
            case '*' -> a * b;
            case '/' -> a / b;
            case '%' -> a % b;
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }

    private static String describe(Object value) {
        return value.getClass().getSimpleName() + " " + value;
    }
}
