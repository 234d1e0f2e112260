package dev.convoy.benchmarks.cosmos;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An answer, whole: its head as text, its body as bytes. */
record Answer(int status, String head, byte[] body) {

    /** The value of a header, or the empty text. */
    String header(String name) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
