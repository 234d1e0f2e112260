package dev.convoy.runtime.host.log;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From which level on the lines of a category are kept: {@code logging.logLevel} of {@code host.json}. The longest name that the category
 * is or lies below decides; {@code default} decides for the rest.
 *
 * <pre>
 * Function.NAME.User     what a function logs through its context
 * Function.NAME          what the host says of a function
 * Host.Function.Console  what the app prints
 * Host.General           all else the host says
 * </pre>
 *
 * Source: the Functions documentation on configuring log levels and categories.
 */
public final class LogLevels {

    private static final String DEFAULT = "default";
    private static final String NONE = "none";
    private static final Map<String, LogLine.Level> NAMES = Map.of(
            "trace", LogLine.Level.TRACE,
            "debug", LogLine.Level.DEBUG,
            "information", LogLine.Level.INFO,
            "warning", LogLine.Level.WARN,
            "error", LogLine.Level.ERROR,
            "critical", LogLine.Level.ERROR);

    private final Map<String, Optional<LogLine.Level>> leastOf = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> longestFirst;

    private LogLevels(Map<String, Optional<LogLine.Level>> leastOf) {
        this.leastOf.putAll(leastOf);
        longestFirst = leastOf.keySet().stream()
                .filter(name -> !name.equalsIgnoreCase(DEFAULT))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Everything from {@code INFO} on. */
    public static LogLevels defaults() {
        return new LogLevels(Map.of());
    }

    /** Everything. */
    public static LogLevels everything() {
        return new LogLevels(Map.of(DEFAULT, Optional.of(LogLine.Level.TRACE)));
    }

    /**
     * Levels by category, as {@code host.json} names both.
     *
     * @throws IllegalArgumentException if a level is none; the message is the category
     */
    public static LogLevels of(Map<String, String> levelNames) {
        Map<String, Optional<LogLine.Level>> least = new TreeMap<>();
        levelNames.forEach((category, name) -> {
            String level = name.toLowerCase(Locale.ROOT);
            if (!NAMES.containsKey(level) && !level.equals(NONE)) {
                throw new IllegalArgumentException(category);
            }
            least.put(category, Optional.ofNullable(NAMES.get(level)));
        });
        return new LogLevels(least);
    }

    /** The names of levels, for a complaint. */
    public static String names() {
        return "Trace, Debug, Information, Warning, Error, Critical, None";
    }

    /** Is a line of this level and category to be kept? */
    boolean keep(LogLine.Level level, String category) {
        Optional<LogLine.Level> least = longestFirst.stream()
                .filter(name -> liesWithin(category, name))
                .findFirst()
                .map(leastOf::get)
                .orElseGet(() -> leastOf.getOrDefault(DEFAULT, Optional.of(LogLine.Level.INFO)));
        return least.filter(from -> level.compareTo(from) >= 0).isPresent();
    }

    private static boolean liesWithin(String category, String name) {
        return category.regionMatches(true, 0, name, 0, name.length())
                && (category.length() == name.length() || category.charAt(name.length()) == '.');
    }
}
