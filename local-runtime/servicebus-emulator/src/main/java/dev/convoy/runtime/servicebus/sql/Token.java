package dev.convoy.runtime.servicebus.sql;

import java.util.Locale;

/**
 * A word of the language and where it starts.
 *
 * @param text an identifier or symbol as written; of a string or a delimited identifier what stands between its delimiters
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        DELIMITED,
        STRING,
        INTEGER,
        DECIMAL,
        PARAMETER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(word);
    }
}
