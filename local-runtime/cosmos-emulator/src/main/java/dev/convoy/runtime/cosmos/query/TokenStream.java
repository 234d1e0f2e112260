package dev.convoy.runtime.cosmos.query;

import java.util.List;
import java.util.Set;

/** The tokens of one query and a place in them. Confined to one parse. */
final class TokenStream {

    /** Words that end an expression or start a clause, and so are no names. */
    private static final Set<String> RESERVED = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "ORDER",
            "BY",
            "OFFSET",
            "LIMIT",
            "JOIN",
            "IN",
            "AS",
            "AND",
            "OR",
            "NOT",
            "BETWEEN",
            "LIKE",
            "EXISTS",
            "TOP",
            "DISTINCT",
            "ASC",
            "DESC",
            "NULL",
            "TRUE",
            "FALSE",
            "UNDEFINED",
            "ESCAPE");

    private final List<Token> tokens;
    private int at;

    TokenStream(String text) {
        tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekAfter() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean nextIs(String word) {
        return peek().isWord(word);
    }

    boolean symbolIs(String symbol) {
        return peek().isSymbol(symbol);
    }

    boolean skip(String word) {
        return nextIs(word) && next() != null;
    }

    boolean skipSymbol(String symbol) {
        return symbolIs(symbol) && next() != null;
    }

    void expect(String word) {
        if (!skip(word)) {
            throw unexpected(word);
        }
    }

    void expectSymbol(String symbol) {
        if (!skipSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    /** A name of the FROM clause or an alias. */
    String name(String what) {
        Token token = peek();
        if (token.kind() != Token.Kind.WORD || isReserved(token)) {
            throw unexpected(what);
        }
        return next().text();
    }

    boolean atName() {
        return peek().kind() == Token.Kind.WORD && !isReserved(peek());
    }

    static boolean isReserved(Token token) {
        return RESERVED.contains(token.upper());
    }

    QuerySyntaxException unexpected(String expected) {
        Token token = peek();
        return new QuerySyntaxException(
                "Syntax error, incorrect syntax near " + token.described() + ", expected " + expected,
                token.start(),
                token.end());
    }
}
