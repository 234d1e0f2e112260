package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.MessageView;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that is true, false, or unknown (null) of a message; unknown spreads as in SQL. */
sealed interface Predicate {

    @Nullable
    Boolean test(MessageView message);

    /** Both. */
    record And(Predicate left, Predicate right) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            Boolean first = left.test(message);
            if (Boolean.FALSE.equals(first)) {
                return false;
            }
            Boolean second = right.test(message);
            return Boolean.FALSE.equals(second) ? Boolean.FALSE : first == null ? null : second;
        }
    }

    /** One or both. */
    record Or(Predicate left, Predicate right) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            Boolean first = left.test(message);
            if (Boolean.TRUE.equals(first)) {
                return true;
            }
            Boolean second = right.test(message);
            return Boolean.TRUE.equals(second) ? Boolean.TRUE : first == null ? null : second;
        }
    }

    /** The opposite. */
    record Not(Predicate operand) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            Boolean value = operand.test(message);
            return value == null ? null : !value;
        }
    }

    /** Two values compared. Values of types that do not compare are unequal and have no order. */
    record Comparison(String operator, Expression left, Expression right) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            Object a = left.value(message);
            Object b = right.value(message);
            if (a == null || b == null) {
                return null;
            }
            Integer order = Arithmetic.compare(a, b);
            return switch (operator) {
                case "=" -> order != null && order == 0;
                case "<>", "!=" -> order == null || order != 0;
                case "<" -> order != null && order < 0;
                case "<=" -> order != null && order <= 0;
                case ">" -> order != null && order > 0;
                case ">=" -> order != null && order >= 0;
                default -> throw new IllegalStateException("no comparison: " + operator);
            };
        }
    }

    /** A value among others. */
    record In(Expression operand, List<Expression> values) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            Object value = operand.value(message);
            if (value == null) {
                return null;
            }
            boolean unknown = false;
            for (Expression candidate : values) {
                Object other = candidate.value(message);
                Integer order = other == null ? null : Arithmetic.compare(value, other);
                if (order != null && order == 0) {
                    return true;
                }
                unknown |= other == null;
            }
            return unknown ? null : Boolean.FALSE;
        }
    }

    /** A text of a pattern: {@code %} for any run of characters, {@code _} for one. */
    record Like(Expression operand, Pattern pattern) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            return switch (operand.value(message)) {
                case null -> null;
                case String text -> pattern.matcher(text).matches();
                case Object other -> throw new SqlEvaluationException("LIKE needs a text, not " + other);
            };
        }
    }

    /** A property that is absent. */
    record IsNull(Expression operand) implements Predicate {
        @Override
        public Boolean test(MessageView message) {
            return operand.value(message) == null;
        }
    }

    /** A value that is itself true or false. */
    record Truth(Expression operand) implements Predicate {
        @Override
        public @Nullable Boolean test(MessageView message) {
            return switch (operand.value(message)) {
                case null -> null;
                case Boolean truth -> truth;
                case Object other -> throw new SqlEvaluationException("true or false is needed, not " + other);
            };
        }
    }
}
