package dev.convoy.runtime.cosmos.query;

import dev.convoy.runtime.cosmos.query.Expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads scalar expressions, from the loosest operator to the tightest: {@code ?:}, {@code ??}, OR, AND, NOT, comparisons with IN,
 * BETWEEN and LIKE, {@code ||}, bits, shifts, sums, products, signs, then names and literals. Confined to one text.
 */
final class ExpressionParser {

    /** Deepest nesting of a query. */
    private static final int MAX_DEPTH = 200;

    private static final List<Map<String, Operator>> BINARY_LEVELS = List.of(
            Map.of("||", Operator.CONCATENATE),
            Map.of("|", Operator.BIT_OR),
            Map.of("^", Operator.BIT_XOR),
            Map.of("&", Operator.BIT_AND),
            Map.of("<<", Operator.SHIFT_LEFT, ">>", Operator.SHIFT_RIGHT, ">>>", Operator.SHIFT_RIGHT_ZERO),
            Map.of("+", Operator.ADD, "-", Operator.SUBTRACT),
            Map.of("*", Operator.MULTIPLY, "/", Operator.DIVIDE, "%", Operator.MODULO));

    private static final Map<String, Operator> COMPARISONS = Map.of(
            "=", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<>", Operator.NOT_EQUAL,
            "<", Operator.LESS,
            "<=", Operator.LESS_OR_EQUAL,
            ">", Operator.GREATER,
            ">=", Operator.GREATER_OR_EQUAL);

    private final TokenStream tokens;
    private final PrimaryParser primaries;
    private int depth;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
    }

    /** The parser of the clauses around these expressions. */
    SqlParser clauses() {
        return new SqlParser(tokens, this);
    }

    /** A path in FROM: a name, then properties. */
    Expression sourcePath() {
        return primaries.steps(new Expression.SourceRoot(tokens.name("the name of a source")));
    }

    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw tokens.unexpected("less than " + MAX_DEPTH + " levels of nesting");
        }
        Expression test = coalesce();
        if (tokens.skipSymbol("?")) {
            Expression then = expression();
            tokens.expectSymbol(":");
            test = new Expression.Conditional(test, then, expression());
        }
        depth--;
        return test;
    }

    List<Expression> expressions(String end) {
        List<Expression> found = new ArrayList<>();
        if (!tokens.symbolIs(end)) {
            do {
                found.add(expression());
            } while (tokens.skipSymbol(","));
        }
        tokens.expectSymbol(end);
        return found;
    }

    private Expression coalesce() {
        Expression left = or();
        while (tokens.skipSymbol("??")) {
            left = new Expression.Coalesce(left, or());
        }
        return left;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skip("OR")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skip("AND")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skip("NOT")) {
            return comparison();
        }
        if (++depth > MAX_DEPTH) {
            throw tokens.unexpected("less than " + MAX_DEPTH + " levels of nesting");
        }
        Expression negated = new Expression.Not(not());
        depth--;
        return negated;
    }

    private Expression comparison() {
        Expression left = binary(0);
        for (Expression next = comparisonAfter(left); next != null; next = comparisonAfter(left)) {
            left = next;
        }
        return left;
    }

    private @Nullable Expression comparisonAfter(Expression left) {
        Operator operator = operatorAhead(COMPARISONS);
        if (operator != null) {
            tokens.next();
            return new Expression.Binary(operator, left, binary(0));
        }
        boolean negated = tokens.nextIs("NOT") && isSetTest(tokens.peekAfter()) && tokens.skip("NOT");
        Expression test = setTest(left);
        return negated && test != null ? new Expression.Not(test) : test;
    }

    private static boolean isSetTest(Token token) {
        return token.isWord("IN") || token.isWord("BETWEEN") || token.isWord("LIKE");
    }

    private @Nullable Expression setTest(Expression left) {
        if (tokens.skip("IN")) {
            tokens.expectSymbol("(");
            return new Expression.In(left, expressions(")"));
        }
        if (tokens.skip("BETWEEN")) {
            Expression low = binary(0);
            tokens.expect("AND");
            return new Expression.Between(left, low, binary(0));
        }
        if (tokens.skip("LIKE")) {
            return new Expression.Like(left, binary(0), escape());
        }
        return null;
    }

    private @Nullable Character escape() {
        if (!tokens.skip("ESCAPE")) {
            return null;
        }
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.STRING || token.text().length() != 1) {
            throw tokens.unexpected("one character in quotes after ESCAPE");
        }
        return tokens.next().text().charAt(0);
    }

    private Expression binary(int level) {
        if (level == BINARY_LEVELS.size()) {
            return sign();
        }
        Expression left = binary(level + 1);
        Operator operator = operatorAhead(BINARY_LEVELS.get(level));
        while (operator != null) {
            tokens.next();
            left = new Expression.Binary(operator, left, binary(level + 1));
            operator = operatorAhead(BINARY_LEVELS.get(level));
        }
        return left;
    }

    private @Nullable Operator operatorAhead(Map<String, Operator> operators) {
        Token token = tokens.peek();
        return token.kind() == Token.Kind.SYMBOL ? operators.get(token.text()) : null;
    }

    private Expression sign() {
        Token token = tokens.peek();
        if (token.isSymbol("-") || token.isSymbol("+") || token.isSymbol("~")) {
            tokens.next();
            if (++depth > MAX_DEPTH) {
                throw tokens.unexpected("less than " + MAX_DEPTH + " levels of nesting");
            }
            Expression signed = new Expression.Sign(token.text().charAt(0), sign());
            depth--;
            return signed;
        }
        return primaries.primary();
    }
}
