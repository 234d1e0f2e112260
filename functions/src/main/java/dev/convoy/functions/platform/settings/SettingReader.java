package dev.convoy.functions.platform.settings;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one setting at a time and names it when it is bad. Stateless. */
public record SettingReader(Map<String, String> environment) {

    /**
     * A setting with a default.
     *
     * @param parser may throw {@link IllegalArgumentException} saying what it must be
     * @throws IllegalArgumentException with one line that names the setting
     */
    public <T> T value(String name, String otherwise, Function<String, T> parser) {
        return parsed(name, text(name).orElse(otherwise), parser);
    }

    /** A setting that may be absent. */
    public <T> Optional<T> optional(String name, Function<String, T> parser) {
        return text(name).map(text -> parsed(name, text, parser));
    }

    /** A whole number within bounds. */
    public long whole(String name, long otherwise, long least, long most) {
        return value(name, String.valueOf(otherwise), text -> {
            if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
                throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
            }
            return Long.parseLong(text);
        });
    }

    /** A time of more than nothing and at most so long. */
    public Duration duration(String name, Duration otherwise, Duration longest) {
        return value(name, otherwise.toString(), text -> {
            Duration duration = duration(text);
            if (duration.isNegative() || duration.isZero() || duration.compareTo(longest) > 0) {
                throw new IllegalArgumentException("must be more than nothing and at most " + longest);
            }
            return duration;
        });
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be an ISO-8601 duration such as PT2M", e);
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    private static <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("setting " + name + " " + e.getMessage(), e);
        }
    }
}
