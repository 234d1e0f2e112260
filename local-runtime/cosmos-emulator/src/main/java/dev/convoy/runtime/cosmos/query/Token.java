package dev.convoy.runtime.cosmos.query;

import java.util.Locale;

/**
 * One token of a query.
 *
 * @param text as written; of a string, its value; of a parameter, its name with the at sign
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        PARAMETER,
        SYMBOL,
        END
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    String described() {
        return kind == Kind.END ? "end of query" : "'" + text + "'";
    }
}
