package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar expression: evaluated for a row it gives one value, or undefined. */
sealed interface Expression {

    /** A constant; a missing node is the constant {@code undefined}. */
    record Literal(JsonNode value) implements Expression {}

    /** A parameter of the query, with its at sign. */
    record Parameter(String name) implements Expression {}

    /** What a name of the FROM clause stands for in this row. */
    record Variable(String name) implements Expression {}

    /** The first name of a path in FROM: a name of an outer clause, or else the documents of the container. */
    record SourceRoot(String name) implements Expression {}

    /** A property of an object. */
    record Property(Expression target, String name) implements Expression {}

    /** An element of an array, or a property whose name is computed. */
    record Element(Expression target, Expression index) implements Expression {}

    /** An arithmetic, bitwise or text operator, or a comparison. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Not(Expression operand) implements Expression {}

    /** {@code +x}, {@code -x} or {@code ~x}. */
    record Sign(char operator, Expression operand) implements Expression {}

    /** {@code left ?? right}. */
    record Coalesce(Expression left, Expression right) implements Expression {}

    /** {@code test ? then : otherwise}. */
    record Conditional(Expression test, Expression then, Expression otherwise) implements Expression {}

    record In(Expression operand, List<Expression> candidates) implements Expression {

        public In {
            candidates = List.copyOf(candidates);
        }
    }

    record Between(Expression operand, Expression low, Expression high) implements Expression {}

    record Like(
            Expression operand,
            Expression pattern,
            @Nullable Character escape) implements Expression {}

    /** Whether a subquery has a row. */
    record Exists(SelectQuery query) implements Expression {}

    /** The rows of a subquery as an array. */
    record ArrayOf(SelectQuery query) implements Expression {}

    /** The one value of a subquery; undefined if it has none or several. */
    record Scalar(SelectQuery query) implements Expression {}

    record ArrayLiteral(List<Expression> elements) implements Expression {

        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** An object whose undefined members are left out. */
    record ObjectLiteral(List<Member> members) implements Expression {

        public ObjectLiteral {
            members = List.copyOf(members);
        }
    }

    record Member(String name, Expression value) {}

    /** A call of a system function, known to exist and to take so many arguments. */
    record Call(Function function, List<Expression> arguments) implements Expression {

        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A call of a user-defined function. */
    record UdfCall(String name, List<Expression> arguments) implements Expression {

        public UdfCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** An aggregate over the rows of a group. */
    record Aggregate(Aggregation kind, Expression operand) implements Expression {}

    /** What stands between two operands. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%"),
        BIT_AND("&"),
        BIT_OR("|"),
        BIT_XOR("^"),
        SHIFT_LEFT("<<"),
        SHIFT_RIGHT(">>"),
        SHIFT_RIGHT_ZERO(">>>"),
        CONCATENATE("||");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** How a query writes it. */
        String symbol() {
            return symbol;
        }
    }

    /** The aggregate functions. */
    enum Aggregation {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }
}
