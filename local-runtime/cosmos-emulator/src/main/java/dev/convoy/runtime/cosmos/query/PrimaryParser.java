package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.convoy.runtime.cosmos.query.Expression.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what an expression is made of: literals, names, paths, calls, subqueries, arrays and objects. Confined to one text. */
final class PrimaryParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** A primary with the properties and elements taken of it. */
    Expression primary() {
        return steps(base());
    }

    /** Properties and elements after what they are taken of. */
    Expression steps(Expression start) {
        Expression target = start;
        while (true) {
            if (tokens.skipSymbol(".")) {
                Token name = tokens.peek();
                if (name.kind() != Token.Kind.WORD) {
                    throw tokens.unexpected("the name of a property");
                }
                target = new Expression.Property(target, tokens.next().text());
            } else if (tokens.skipSymbol("[")) {
                Expression index = expressions.expression();
                tokens.expectSymbol("]");
                target = index instanceof Expression.Literal literal
                                && literal.value().isTextual()
                        ? new Expression.Property(target, literal.value().textValue())
                        : new Expression.Element(target, index);
            } else {
                return target;
            }
        }
    }

    private Expression base() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER -> new Expression.Literal(number(tokens.next()));
            case STRING -> new Expression.Literal(Values.of(tokens.next().text()));
            case PARAMETER -> new Expression.Parameter(tokens.next().text());
            case WORD -> word(token);
            case SYMBOL -> symbol();
            case END -> throw tokens.unexpected("an expression");
        };
    }

    private static JsonNode number(Token token) {
        String text = token.text();
        if (text.length() > 1 && (text.charAt(1) | 0x20) == 'x') {
            if (text.length() < 3 || text.length() > 17) {
                throw new QuerySyntaxException("Syntax error, malformed number", token.start(), token.end());
            }
            return Values.of((double) Long.parseLong(text.substring(2), 16));
        }
        if (text.chars().allMatch(Character::isDigit) && text.length() < 19) {
            return Values.NODES.numberNode(Long.parseLong(text));
        }
        return Values.of(Double.parseDouble(text));
    }

    private Expression symbol() {
        if (tokens.skipSymbol("(")) {
            Expression inner = tokens.nextIs("SELECT")
                    ? new Expression.Scalar(expressions.clauses().query(false))
                    : expressions.expression();
            tokens.expectSymbol(")");
            return inner;
        }
        if (tokens.skipSymbol("[")) {
            return new Expression.ArrayLiteral(expressions.expressions("]"));
        }
        if (tokens.skipSymbol("{")) {
            return object();
        }
        throw tokens.unexpected("an expression");
    }

    private Expression object() {
        List<Expression.Member> members = new ArrayList<>();
        if (!tokens.symbolIs("}")) {
            do {
                Token name = tokens.peek();
                if (name.kind() != Token.Kind.STRING && name.kind() != Token.Kind.WORD) {
                    throw tokens.unexpected("the name of a property");
                }
                tokens.next();
                tokens.expectSymbol(":");
                members.add(new Expression.Member(name.text(), expressions.expression()));
            } while (tokens.skipSymbol(","));
        }
        tokens.expectSymbol("}");
        return new Expression.ObjectLiteral(members);
    }

    private Expression word(Token token) {
        return switch (token.upper()) {
            case "NULL" -> constant(NullNode.getInstance());
            case "TRUE" -> constant(Values.of(true));
            case "FALSE" -> constant(Values.of(false));
            case "UNDEFINED" -> constant(Values.UNDEFINED);
            case "EXISTS" -> {
                tokens.next();
                yield new Expression.Exists(subquery());
            }
            case "ARRAY" -> {
                if (!tokens.peekAfter().isSymbol("(")) {
                    yield name();
                }
                tokens.next();
                yield new Expression.ArrayOf(subquery());
            }
            case "UDF" -> tokens.peekAfter().isSymbol(".") ? userDefined() : nameOrCall(token);
            default -> nameOrCall(token);
        };
    }

    private Expression constant(JsonNode value) {
        tokens.next();
        return new Expression.Literal(value);
    }

    private SelectQuery subquery() {
        tokens.expectSymbol("(");
        SelectQuery query = expressions.clauses().query(false);
        tokens.expectSymbol(")");
        return query;
    }

    private Expression nameOrCall(Token token) {
        boolean call = tokens.peekAfter().isSymbol("(") && !TokenStream.isReserved(token);
        return call ? call() : name();
    }

    private Expression name() {
        return new Expression.Variable(tokens.name("an expression"));
    }

    private Expression userDefined() {
        tokens.next();
        tokens.expectSymbol(".");
        String name = tokens.name("the name of a user-defined function");
        tokens.expectSymbol("(");
        return new Expression.UdfCall(name, expressions.expressions(")"));
    }

    private Expression call() {
        Token name = tokens.next();
        tokens.expectSymbol("(");
        if (name.isWord("COUNT") && tokens.skipSymbol("*")) {
            tokens.expectSymbol(")");
            return new Expression.Aggregate(Aggregation.COUNT, new Expression.Literal(Values.of(1)));
        }
        List<Expression> arguments = expressions.expressions(")");
        for (Aggregation aggregation : Aggregation.values()) {
            if (name.isWord(aggregation.name())) {
                return aggregate(name, aggregation, arguments);
            }
        }
        Optional<Function> function = Functions.named(name.text());
        if (function.isEmpty()) {
            throw new QuerySyntaxException(
                    "'" + name.text() + "' is not a recognized built-in function name", name.start(), name.end());
        }
        Function found = function.get();
        if (arguments.size() < found.least() || arguments.size() > found.most()) {
            throw new QuerySyntaxException(
                    "The " + name.upper() + " function requires " + found.arity() + " argument(s)",
                    name.start(),
                    name.end());
        }
        return new Expression.Call(found, arguments);
    }

    private static Expression aggregate(Token name, Aggregation aggregation, List<Expression> arguments) {
        if (arguments.size() != 1) {
            throw new QuerySyntaxException(
                    "The " + name.upper() + " function requires 1 argument(s)", name.start(), name.end());
        }
        return new Expression.Aggregate(aggregation, arguments.getFirst());
    }
}
