package dev.convoy.runtime.servicebus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads filters and actions ("Subscription rule SQL filter syntax", "… SQL action syntax") by recursive descent. Confined to
 * one thread; used once.
 */
final class Parser {

    private static final int MAX_DEPTH = 64;
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");

    private final String text;
    private final Map<String, ?> parameters;
    private final List<Token> tokens;
    private int next;
    private int depth;

    Parser(String text, Map<String, ?> parameters) {
        this.text = text;
        this.parameters = parameters;
        this.tokens = new Lexer(text).tokens();
    }

    Predicate filter() {
        Predicate predicate = or();
        requireEnd();
        return predicate;
    }

    List<Assignment> action() {
        List<Assignment> assignments = new ArrayList<>();
        while (peek().kind() != Token.Kind.END) {
            if (acceptWord("SET")) {
                PropertyName name = property(take());
                requireSymbol("=");
                assignments.add(new Assignment.Set(name, sum()));
            } else if (acceptWord("REMOVE")) {
                assignments.add(new Assignment.Remove(property(take())));
            } else {
                throw error("SET or REMOVE was expected");
            }
            if (!acceptSymbol(";")) {
                requireEnd();
            }
        }
        return assignments;
    }

    private Predicate or() {
        Predicate left = and();
        while (acceptWord("OR")) {
            left = new Predicate.Or(left, and());
        }
        return left;
    }

    private Predicate and() {
        Predicate left = not();
        while (acceptWord("AND")) {
            left = new Predicate.And(left, not());
        }
        return left;
    }

    private Predicate not() {
        if (++depth > MAX_DEPTH) {
            throw error("conditions are nested deeper than " + MAX_DEPTH);
        }
        Predicate predicate = acceptWord("NOT") ? new Predicate.Not(not()) : condition();
        depth--;
        return predicate;
    }

    private Predicate condition() {
        if (acceptWord("EXISTS")) {
            requireSymbol("(");
            PropertyName name = property(take());
            requireSymbol(")");
            return new Predicate.Not(new Predicate.IsNull(new Expression.Property(name)));
        }
        if (peek().isSymbol("(")) {
            int start = next;
            try {
                next++;
                Predicate inner = or();
                requireSymbol(")");
                if (!continuesExpression()) {
                    return inner;
                }
            } catch (SqlSyntaxException notAPredicate) {
                // It may be a bracketed expression: read it again as one, which reports its own error.
                depth = Math.min(depth, MAX_DEPTH);
            }
            next = start;
        }
        return comparison();
    }

    /** Whether what stood in brackets goes on as a computation or comparison, so that it was an expression. */
    private boolean continuesExpression() {
        Token token = peek();
        return token.kind() == Token.Kind.SYMBOL && !token.isSymbol(")") && !token.isSymbol(";")
                || token.isWord("IN")
                || token.isWord("LIKE")
                || token.isWord("IS");
    }

    private Predicate comparison() {
        Expression left = sum();
        Token token = peek();
        if (token.kind() == Token.Kind.SYMBOL && COMPARISONS.contains(token.text())) {
            next++;
            return new Predicate.Comparison(token.text(), left, sum());
        }
        if (acceptWord("IS")) {
            boolean negated = acceptWord("NOT");
            requireWord("NULL");
            return negatedIf(negated, new Predicate.IsNull(left));
        }
        boolean negated = acceptWord("NOT");
        if (acceptWord("IN")) {
            return negatedIf(negated, new Predicate.In(left, values()));
        }
        if (acceptWord("LIKE")) {
            return negatedIf(negated, new Predicate.Like(left, pattern()));
        }
        if (negated) {
            throw error("IN or LIKE was expected");
        }
        return new Predicate.Truth(left);
    }

    private static Predicate negatedIf(boolean negated, Predicate predicate) {
        return negated ? new Predicate.Not(predicate) : predicate;
    }

    private List<Expression> values() {
        requireSymbol("(");
        List<Expression> values = new ArrayList<>();
        do {
            values.add(sum());
        } while (acceptSymbol(","));
        requireSymbol(")");
        return values;
    }

    private Pattern pattern() {
        String like = text(take(), "a pattern");
        String escape = acceptWord("ESCAPE") ? text(take(), "an escape character") : "";
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (!escape.isEmpty() && c == escape.charAt(0) && i + 1 < like.length()) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }

    private Expression sum() {
        Expression left = product();
        while (peek().isSymbol("+") || peek().isSymbol("-")) {
            left = new Expression.Computed(take().text().charAt(0), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = operand();
        while (peek().isSymbol("*") || peek().isSymbol("/") || peek().isSymbol("%")) {
            left = new Expression.Computed(take().text().charAt(0), left, operand());
        }
        return left;
    }

    private Expression operand() {
        if (++depth > MAX_DEPTH) {
            throw error("expressions are nested deeper than " + MAX_DEPTH);
        }
        Token token = take();
        Expression operand =
                switch (token.kind()) {
                    case STRING -> new Expression.Constant(token.text());
                    case INTEGER -> new Expression.Constant(integer(token));
                    case DECIMAL -> new Expression.Constant(decimal(token));
                    case PARAMETER -> parameter(token);
                    case DELIMITED -> new Expression.Property(property(token));
                    case WORD -> word(token);
                    case SYMBOL -> symbol(token);
                    case END -> throw error(token, "a value was expected");
                };
        depth--;
        return operand;
    }

    private Expression symbol(Token token) {
        return switch (token.text()) {
            case "-" -> new Expression.Negated(operand());
            case "+" -> operand();
            case "(" -> {
                Expression inner = sum();
                requireSymbol(")");
                yield inner;
            }
            default -> throw error(token, "a value was expected");
        };
    }

    private Expression word(Token token) {
        if (token.isWord("TRUE") || token.isWord("FALSE")) {
            return new Expression.Constant(token.isWord("TRUE"));
        }
        if (token.isWord("NULL")) {
            return new Expression.Constant(null);
        }
        if (peek().isSymbol("(")) {
            return function(token);
        }
        return new Expression.Property(property(token));
    }

    private Expression function(Token name) {
        requireSymbol("(");
        if (name.isWord("NEWID")) {
            requireSymbol(")");
            return new Expression.NewId();
        }
        if (name.isWord("PROPERTY") || name.isWord("P")) {
            String property = text(take(), "a property's name");
            requireSymbol(")");
            return new Expression.Property(new PropertyName(false, property));
        }
        throw error(name, "there is no function " + name.text());
    }

    private Expression parameter(Token token) {
        if (!parameters.containsKey(token.text())) {
            throw error(token, "the parameter " + token.text() + " has no value");
        }
        Object value = parameters.get(token.text());
        return new Expression.Constant(
                value instanceof Integer || value instanceof Short ? (Long) ((Number) value).longValue() : value);
    }

    private PropertyName property(Token first) {
        if (first.kind() != Token.Kind.WORD && first.kind() != Token.Kind.DELIMITED) {
            throw error(first, "a property was expected");
        }
        boolean scope = first.isWord("SYS") || first.isWord("USER");
        if (!scope || !acceptSymbol(".")) {
            return new PropertyName(false, first.text());
        }
        Token second = take();
        if (second.kind() != Token.Kind.WORD && second.kind() != Token.Kind.DELIMITED) {
            throw error(second, "a property was expected");
        }
        PropertyName name = new PropertyName(first.isWord("SYS"), second.text());
        if (!name.isKnown()) {
            throw error(second, "there is no system property " + second.text());
        }
        return name;
    }

    private Long integer(Token token) {
        try {
            return Long.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw error(token, "the number is too large");
        }
    }

    private Double decimal(Token token) {
        try {
            return Double.valueOf(token.text());
        } catch (NumberFormatException e) {
            throw error(token, "that is no number");
        }
    }

    private String text(Token token, String what) {
        if (token.kind() != Token.Kind.STRING) {
            throw error(token, what + " in single quotes was expected");
        }
        return token.text();
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    private boolean acceptWord(String word) {
        boolean is = peek().isWord(word);
        next += is ? 1 : 0;
        return is;
    }

    private boolean acceptSymbol(String symbol) {
        boolean is = peek().isSymbol(symbol);
        next += is ? 1 : 0;
        return is;
    }

    private void requireWord(String word) {
        if (!acceptWord(word)) {
            throw error(word + " was expected");
        }
    }

    private void requireSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw error("'" + symbol + "' was expected");
        }
    }

    private void requireEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw error("the end was expected");
        }
    }

    private SqlSyntaxException error(String problem) {
        return error(peek(), problem);
    }

    private SqlSyntaxException error(Token at, String problem) {
        return new SqlSyntaxException(text, at.position(), problem);
    }
}
