package dev.convoy.runtime.stack.console;

import dev.convoy.runtime.stack.StackLog;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The terminal, or whatever standard output is: one line at a time, each with its part's name in its part's colour. Thread-safe. */
public final class Console implements StackLog {

    /** Cyan, green, yellow, magenta, blue and their bright brothers; red is left to errors. */
    private static final List<Integer> COLOURS = List.of(36, 32, 33, 35, 34, 96, 92, 93, 95, 94);

    private static final int PREFIX_WIDTH = 14;

    private final PrintStream out;
    private final boolean colours;
    private final Map<String, Integer> colourOf = new ConcurrentHashMap<>();

    public Console(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Standard output; coloured on a terminal unless {@code NO_COLOR} is set, as no-color.org asks. */
    public static Console standard() {
        boolean noColour =
                System.getenv("NO_COLOR") != null && !System.getenv("NO_COLOR").isEmpty();
        return new Console(System.out, Boolean.getBoolean("convoy.terminal") && !noColour);
    }

    @Override
    public void line(String part, String line) {
        String prefix = String.format("%-" + PREFIX_WIDTH + "s |", part);
        out.println(painted(prefix, colour(part)) + " " + line);
    }

    /** A line of the launcher itself, without prefix. */
    public void say(String line) {
        out.println(line);
    }

    /** The text in bold, where there are colours. */
    public String bold(String text) {
        return painted(text, 1);
    }

    private String painted(String text, int code) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private int colour(String part) {
        return colourOf.computeIfAbsent(part, fresh -> COLOURS.get(colourOf.size() % COLOURS.size()));
    }
}
