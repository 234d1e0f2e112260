package dev.convoy.runtime.servicebus.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the text of a filter or action into tokens. Confined to one thread. */
final class Lexer {

    private static final Set<String> DOUBLE_SYMBOLS = Set.of("<>", "!=", "<=", ">=");
    private static final String SINGLE_SYMBOLS = "=<>+-*/%(),.;";

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            if (position == text.length()) {
                tokens.add(new Token(Token.Kind.END, "", position));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        int start = position;
        char first = text.charAt(position);
        if (first == '\'') {
            return new Token(Token.Kind.STRING, quoted('\''), start);
        }
        if (first == '"') {
            return new Token(Token.Kind.DELIMITED, quoted('"'), start);
        }
        if (first == '[') {
            return new Token(Token.Kind.DELIMITED, quoted(']'), start);
        }
        if (first == '@') {
            position++;
            return new Token(Token.Kind.PARAMETER, "@" + word(), start);
        }
        boolean digitFollows = position + 1 < text.length() && Character.isDigit(text.charAt(position + 1));
        if (Character.isDigit(first) || (first == '.' && digitFollows)) {
            return number();
        }
        return Character.isLetter(first) || first == '_'
                ? new Token(Token.Kind.WORD, word(), start)
                : new Token(Token.Kind.SYMBOL, symbol(), start);
    }

    /** What stands up to the closing delimiter; the delimiter doubled stands for itself. */
    private String quoted(char close) {
        int start = position++;
        StringBuilder content = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != close) {
                content.append(c);
            } else if (position < text.length() && text.charAt(position) == close) {
                content.append(c);
                position++;
            } else {
                return content.toString();
            }
        }
        throw new SqlSyntaxException(text, start, "the closing " + close + " is missing");
    }

    private String word() {
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private Token number() {
        int start = position;
        skipDigits();
        boolean decimal = false;
        if (position < text.length() && text.charAt(position) == '.') {
            decimal = true;
            position++;
            skipDigits();
        }
        if (position < text.length() && Character.toUpperCase(text.charAt(position)) == 'E') {
            decimal = true;
            position++;
            if (position < text.length() && "+-".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
            skipDigits();
        }
        String digits = text.substring(start, position);
        return new Token(decimal ? Token.Kind.DECIMAL : Token.Kind.INTEGER, digits, start);
    }

    private void skipDigits() {
        while (position < text.length() && Character.isDigit(text.charAt(position))) {
            position++;
        }
    }

    private String symbol() {
        String two = text.substring(position, Math.min(position + 2, text.length()));
        if (DOUBLE_SYMBOLS.contains(two)) {
            position += 2;
            return two;
        }
        if (SINGLE_SYMBOLS.indexOf(text.charAt(position)) < 0) {
            throw new SqlSyntaxException(text, position, "'" + text.charAt(position) + "' means nothing");
        }
        return text.substring(position, ++position);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#';
    }
}
