package dev.convoy.runtime.host.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The app's settings by name, whatever its case: what {@code local.settings.json} says, under what the host was started with. */
public final class AppSettings {

    private static final Pattern REFERENCE = Pattern.compile("%([A-Za-z0-9_.:\\-]+)%");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public AppSettings(Map<String, String> local, Map<String, String> overriding) {
        values.putAll(local);
        values.putAll(overriding);
    }

    /** The value of a setting, if it has one; {@code A:B} and {@code A__B} are the same name. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name))
                .or(() -> Optional.ofNullable(values.get(name.replace(":", "__"))))
                .filter(value -> !value.isEmpty());
    }

    /** Every setting, to become the environment of the worker. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /**
     * The connection string a binding's {@code connection} names: the setting itself, or the one with {@code AzureWebJobs} before it, as
     * the Functions runtime looks it up.
     */
    public Optional<String> connection(String name) {
        return get("AzureWebJobs" + name).or(() -> get(name)).or(() -> get("ConnectionStrings:" + name));
    }

    /** Replaces each {@code %Name%}; the outcome is the text, or the first name without a value. */
    Expansion expand(String text) {
        if (text.indexOf('%') < 0) {
            return new Expansion(text, List.of());
        }
        List<String> missing = new ArrayList<>();
        Matcher references = REFERENCE.matcher(text);
        String expanded = references.replaceAll(reference -> {
            Optional<String> value = get(reference.group(1));
            if (value.isEmpty()) {
                missing.add(reference.group(1));
            }
            return Matcher.quoteReplacement(value.orElse(""));
        });
        return new Expansion(expanded, missing);
    }

    /** A text with its references replaced, and the names that had no value. */
    record Expansion(String text, List<String> missing) {

        String orElseThrow(Function<String, BrokenAppException> complaint) {
            if (!missing.isEmpty()) {
                throw complaint.apply(missing.getFirst());
            }
            return text;
        }
    }
}
