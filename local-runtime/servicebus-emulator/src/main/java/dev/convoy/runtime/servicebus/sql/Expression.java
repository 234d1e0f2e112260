package dev.convoy.runtime.servicebus.sql;

import dev.convoy.runtime.servicebus.message.MessageView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something with a value: text, long, double or boolean; null is unknown and makes what contains it unknown. */
sealed interface Expression {

    @Nullable
    Object value(MessageView message);

    /** A value that stands in the text. */
    record Constant(@Nullable Object constant) implements Expression {
        @Override
        public @Nullable Object value(MessageView message) {
            return constant;
        }
    }

    /** A property of the message. */
    record Property(PropertyName name) implements Expression {
        @Override
        public @Nullable Object value(MessageView message) {
            return name.value(message);
        }
    }

    /** A fresh identifier: {@code newid()}. */
    record NewId() implements Expression {
        @Override
        public @Nullable Object value(MessageView message) {
            return UUID.randomUUID().toString();
        }
    }

    /** A number with its sign turned. */
    record Negated(Expression operand) implements Expression {
        @Override
        public @Nullable Object value(MessageView message) {
            return Arithmetic.apply('-', 0L, operand.value(message));
        }
    }

    /** A sum, difference, product, quotient or remainder; a sum of texts joins them. */
    record Computed(char operator, Expression left, Expression right) implements Expression {
        @Override
        public @Nullable Object value(MessageView message) {
            return Arithmetic.apply(operator, left.value(message), right.value(message));
        }
    }
}
