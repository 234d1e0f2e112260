package dev.convoy.runtime.stack;

/** Takes the log lines of every part of a stack. Called by several threads. */
@FunctionalInterface
public interface StackLog {

    /** One line, without its end, of the part called so ({@code azurite}, {@code servicebus}, an app's name …). */
    void line(String part, String line);

    /** Forgets every line. */
    static StackLog silent() {
        return (part, line) -> {};
    }
}
