package dev.convoy.runtime.cosmos.query;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query text into tokens; skips blanks and {@code --} comments. Confined to one text. */
final class Lexer {

    private static final List<String> SYMBOLS = List.of(
            ">>>", "<=", ">=", "!=", "<>", "||", "??", "<<", ">>", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?",
            "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /**
     * All tokens, the last one marking the end.
     *
     * @throws QuerySyntaxException at a character that begins no token, or a string without end
     */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipBlanks()) {
            lexer.tokens.add(lexer.next());
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
        return lexer.tokens;
    }

    private boolean skipBlanks() {
        while (at < text.length()) {
            if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (isDigit(at) || (first == '.' && isDigit(at + 1) && !followsOperand())) {
            return number();
        }
        if (first == '@' || isWordStart(first)) {
            return word(first);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, at - symbol.length(), at);
            }
        }
        throw new QuerySyntaxException("Syntax error, unexpected character '" + first + "'", at, at + 1);
    }

    private boolean followsOperand() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        boolean name = last.kind() == Token.Kind.WORD && !TokenStream.isReserved(last) && !last.isWord("VALUE");
        return name || last.isSymbol("]") || last.isSymbol(")");
    }

    private Token word(char first) {
        int start = at++;
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return new Token(first == '@' ? Token.Kind.PARAMETER : Token.Kind.WORD, text.substring(start, at), start, at);
    }

    private Token number() {
        int start = at;
        if (text.charAt(at) == '0' && at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x') {
            at += 2;
            while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
                at++;
            }
            return new Token(Token.Kind.NUMBER, text.substring(start, at), start, at);
        }
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            int mark = at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (!isDigit(at)) {
                throw new QuerySyntaxException("Syntax error, malformed number", start, mark + 1);
            }
            digits();
        }
        return new Token(Token.Kind.NUMBER, text.substring(start, at), start, at);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private Token string(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped(start) : c);
        }
        if (at >= text.length()) {
            throw new QuerySyntaxException("Syntax error, a string has no closing quote", start, text.length());
        }
        at++;
        return new Token(Token.Kind.STRING, value.toString(), start, at);
    }

    private char escaped(int start) {
        if (at >= text.length()) {
            throw new QuerySyntaxException("Syntax error, a string has no closing quote", start, at);
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '/', '"', '\'' -> c;
            case 'u' -> unicode();
            default ->
                throw new QuerySyntaxException("Syntax error, unknown escape '\\" + c + "' in a string", at - 2, at);
        };
    }

    private char unicode() {
        int end = at + 4;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw new QuerySyntaxException("Syntax error, \\u needs four hexadecimal digits", at - 2, at);
        }
        at = end;
        return (char) Integer.parseInt(text.substring(end - 4, end), 16);
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
