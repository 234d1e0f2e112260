package dev.convoy.runtime.host.binding;

import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binding expressions such as {@code {name}} and {@code {rand-guid}}, filled in from what the trigger knows. */
final class Expressions {

    private static final Pattern EXPRESSION = Pattern.compile("\\{([A-Za-z0-9_.$-]+)}");

    private Expressions() {}

    /** @throws IllegalArgumentException naming the expression that has no value */
    static String fill(String text, Map<String, TypedData> metadata, Clock clock) {
        return replace(text, name -> value(name, metadata, clock)
                .orElseThrow(() -> new IllegalArgumentException("binding expression {" + name + "} has no value")));
    }

    /** Replaces every expression by what the function makes of its name. */
    static String replace(String text, Function<String, String> replacement) {
        return EXPRESSION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found.group(1))));
    }

    static Optional<String> value(String name, Map<String, TypedData> metadata, Clock clock) {
        Map<String, TypedData> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(metadata);
        TypedData known = anyCase.get(name);
        if (known != null) {
            return Values.asText(known).map(Expressions::unquoted);
        }
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "rand-guid", "sys.randguid" -> Optional.of(UUID.randomUUID().toString());
            case "datetime", "sys.utcnow" -> Optional.of(clock.instant().toString());
            default -> Optional.empty();
        };
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
