package dev.convoy.runtime.cosmos.query;

import dev.convoy.runtime.cosmos.query.SelectQuery.Column;
import dev.convoy.runtime.cosmos.query.SelectQuery.Projection;
import dev.convoy.runtime.cosmos.query.SelectQuery.SortKey;
import dev.convoy.runtime.cosmos.query.SelectQuery.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clauses of a query by recursive descent; {@link ExpressionParser} reads what is in them. Source: the SQL grammar of
 * the query language reference. Confined to one text.
 */
final class SqlParser {

    /** Longest query text, as documented for the service. */
    static final int MAX_LENGTH = 512 * 1024;

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    SqlParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /**
     * Reads a whole query.
     *
     * @throws QuerySyntaxException saying where it went wrong
     */
    static SelectQuery parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new QuerySyntaxException(
                    "The query text exceeds " + MAX_LENGTH + " characters", MAX_LENGTH, text.length());
        }
        TokenStream tokens = new TokenStream(text);
        SelectQuery query = new ExpressionParser(tokens).clauses().query(true);
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected("end of query");
        }
        return query;
    }

    SelectQuery query(boolean outermost) {
        tokens.expect("SELECT");
        boolean distinct = tokens.skip("DISTINCT");
        Expression top = tokens.skip("TOP") ? count("TOP") : null;
        Projection projection = projection();
        List<Source> sources = tokens.skip("FROM") ? sources(outermost) : List.of();
        Expression where = tokens.skip("WHERE") ? expressions.expression() : null;
        List<Expression> groupBy = groupBy();
        List<SortKey> orderBy = orderBy();
        Expression offset = null;
        Expression limit = null;
        if (tokens.skip("OFFSET")) {
            offset = count("OFFSET");
            tokens.expect("LIMIT");
            limit = count("LIMIT");
        }
        if (projection instanceof Projection.Star && sources.size() != 1) {
            throw tokens.unexpected("one source in FROM, which 'SELECT *' needs");
        }
        return new SelectQuery(distinct, top, projection, sources, where, groupBy, orderBy, offset, limit);
    }

    private Expression count(String clause) {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.PARAMETER) {
            return new Expression.Parameter(tokens.next().text());
        }
        if (token.kind() != Token.Kind.NUMBER
                || !token.text().chars().allMatch(Character::isDigit)
                || token.text().length() > 9) {
            throw tokens.unexpected("a whole number after " + clause);
        }
        return new Expression.Literal(
                Values.of((double) Integer.parseInt(tokens.next().text())));
    }

    private Projection projection() {
        if (tokens.skipSymbol("*")) {
            return new Projection.Star();
        }
        if (tokens.nextIs("VALUE") && !isProperty()) {
            tokens.next();
            return new Projection.Value(expressions.expression());
        }
        List<Column> columns = new ArrayList<>();
        int unnamed = 0;
        do {
            Expression expression = expressions.expression();
            String name = alias(expression);
            columns.add(new Column(name == null ? "$" + ++unnamed : name, expression));
        } while (tokens.skipSymbol(","));
        return new Projection.Columns(columns);
    }

    /** VALUE is a keyword here, unless it is the name of a source. */
    private boolean isProperty() {
        Token after = tokens.peekAfter();
        return after.isSymbol(".") || after.isSymbol(",") || after.isWord("FROM") || after.isWord("AS");
    }

    private @Nullable String alias(Expression expression) {
        if (tokens.skip("AS")) {
            return tokens.peek().kind() == Token.Kind.STRING ? tokens.next().text() : tokens.name("an alias after AS");
        }
        if (tokens.atName()) {
            return tokens.next().text();
        }
        return switch (expression) {
            case Expression.Property property -> property.name();
            case Expression.Variable variable -> variable.name();
            case Expression.Element(Expression target, Expression.Literal literal)
            when literal.value().isTextual() -> literal.value().textValue();
            default -> null;
        };
    }

    private List<Source> sources(boolean outermost) {
        List<Source> sources = new ArrayList<>();
        sources.add(source(outermost));
        while (tokens.skip("JOIN")) {
            sources.add(source(false));
        }
        return sources;
    }

    private Source source(boolean first) {
        if (tokens.symbolIs("(")) {
            SelectQuery query = subquery();
            tokens.skip("AS");
            return new Source.Rows(tokens.name("an alias of the subquery"), query);
        }
        if (tokens.peekAfter().isWord("IN")) {
            return elements();
        }
        Expression path = expressions.sourcePath();
        boolean named = tokens.skip("AS");
        String name = named || tokens.atName() ? tokens.name("an alias") : lastNameOf(path);
        return first && path instanceof Expression.SourceRoot
                ? new Source.Documents(name)
                : new Source.Single(name, path);
    }

    private Source elements() {
        String name = tokens.name("a name before IN");
        tokens.expect("IN");
        if (tokens.symbolIs("(")) {
            return new Source.ElementsOfRows(name, subquery());
        }
        return new Source.Elements(name, expressions.sourcePath());
    }

    private SelectQuery subquery() {
        tokens.expectSymbol("(");
        SelectQuery query = query(false);
        tokens.expectSymbol(")");
        return query;
    }

    private String lastNameOf(Expression path) {
        return switch (path) {
            case Expression.SourceRoot root -> root.name();
            case Expression.Property property -> property.name();
            default -> throw tokens.unexpected("an alias");
        };
    }

    private List<Expression> groupBy() {
        List<Expression> keys = new ArrayList<>();
        if (tokens.skip("GROUP")) {
            tokens.expect("BY");
            do {
                keys.add(expressions.expression());
            } while (tokens.skipSymbol(","));
        }
        return keys;
    }

    private List<SortKey> orderBy() {
        List<SortKey> keys = new ArrayList<>();
        if (tokens.skip("ORDER")) {
            tokens.expect("BY");
            do {
                Expression expression = expressions.expression();
                boolean descending = tokens.skip("DESC");
                if (!descending) {
                    tokens.skip("ASC");
                }
                keys.add(new SortKey(expression, descending));
            } while (tokens.skipSymbol(","));
        }
        return keys;
    }
}
