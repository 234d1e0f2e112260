package dev.convoy.runtime.host.trigger.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route parameter must look like, such as {@code int}, {@code guid} or {@code length(3,5)}. */
record RouteConstraint(Predicate<String> rule) {

    private static final Pattern FORM = Pattern.compile(":([a-z]+)(?:\\(([^)]*)\\))?");
    private static final Pattern GUID = Pattern.compile("\\{?[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}}?");

    boolean accepts(String value) {
        return rule.test(value);
    }

    static List<RouteConstraint> parseAll(String text, String template) {
        List<RouteConstraint> constraints = new ArrayList<>();
        Matcher form = FORM.matcher(text);
        int end = 0;
        while (form.find()) {
            String argument = form.group(2) == null ? "" : form.group(2);
            constraints.add(new RouteConstraint(rule(form.group(1), argument, template)));
            end = form.end();
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("has a constraint that cannot be read: " + text + " in " + template);
        }
        return List.copyOf(constraints);
    }

    private static Predicate<String> rule(String name, String argument, String template) {
        return switch (name) {
            case "int" -> value -> parses(() -> Integer.parseInt(value));
            case "long" -> value -> parses(() -> Long.parseLong(value));
            case "bool" -> value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "decimal", "double", "float" -> value -> parses(() -> new BigDecimal(value));
            case "guid" -> value -> GUID.matcher(value).matches();
            case "alpha" -> value -> value.chars().allMatch(c -> (c | 32) >= 'a' && (c | 32) <= 'z');
            case "required" -> value -> !value.isEmpty();
            case "minlength" -> value -> value.length() >= number(argument, template);
            case "maxlength" -> value -> value.length() <= number(argument, template);
            case "length" -> length(argument, template);
            case "min" ->
                value -> parses(() -> Long.parseLong(value)) && Long.parseLong(value) >= number(argument, template);
            case "max" ->
                value -> parses(() -> Long.parseLong(value)) && Long.parseLong(value) <= number(argument, template);
            case "range" -> range(argument, template);
            case "regex" -> Pattern.compile(argument, Pattern.CASE_INSENSITIVE).asPredicate();
            default ->
                throw new IllegalArgumentException("has a constraint that is not known: " + name + " in " + template);
        };
    }

    private static Predicate<String> length(String argument, String template) {
        String[] bounds = argument.split(",", 2);
        long least = number(bounds[0], template);
        long most = bounds.length == 2 ? number(bounds[1], template) : least;
        return value -> value.length() >= least && value.length() <= most;
    }

    private static Predicate<String> range(String argument, String template) {
        String[] bounds = argument.split(",", 2);
        if (bounds.length != 2) {
            throw new IllegalArgumentException("has a range without two bounds in " + template);
        }
        long least = number(bounds[0], template);
        long most = number(bounds[1], template);
        return value ->
                parses(() -> Long.parseLong(value)) && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
    }

    private static long number(String text, String template) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("has a constraint without a number in " + template, notANumber);
        }
    }

    private static boolean parses(Parsing parsing) {
        try {
            parsing.parse();
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Parsing {

        Object parse();
    }
}
