package dev.convoy.runtime.host.trigger.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route such as {@code orders/{id:int}/lines/{line?}}: literals (whatever their case), parameters with constraints, an optional last
 * parameter, and a catch-all {@code {*rest}}. Source: ASP.NET Core route templates, which Functions routes are.
 */
final class RouteTemplate {

    private static final Pattern PARAMETER = Pattern.compile(
            "\\{(\\*{0,2})([A-Za-z_][A-Za-z0-9_]*)((?::[^{}=?]+(?:\\([^)]*\\))?)*)(?:=([^{}?]*))?(\\?)?}");

    private final List<Segment> segments;

    private RouteTemplate(List<Segment> segments) {
        this.segments = segments;
    }

    /** @throws IllegalArgumentException saying what is wrong with the template */
    static RouteTemplate parse(String template) {
        List<Segment> segments = new ArrayList<>();
        for (String part : split(template)) {
            if (!segments.isEmpty() && segments.getLast() instanceof CatchAll) {
                throw new IllegalArgumentException("has segments after its catch-all: " + template);
            }
            segments.add(segment(part, template));
        }
        return new RouteTemplate(List.copyOf(segments));
    }

    /** The parameters if the path fits. */
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> parameters = new HashMap<>();
        int at = 0;
        for (Segment segment : segments) {
            if (segment instanceof CatchAll rest) {
                if (at < path.size()) {
                    parameters.put(rest.name(), String.join("/", path.subList(at, path.size())));
                }
                return Optional.of(parameters);
            }
            if (at >= path.size() ? !segment.absent(parameters) : !segment.matches(path.get(at), parameters)) {
                return Optional.empty();
            }
            at++;
        }
        return at >= path.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** The smaller, the more exact: literals before constrained before plain parameters before a catch-all. */
    String precedence() {
        StringBuilder order = new StringBuilder();
        segments.forEach(segment -> order.append(segment.rank()));
        return order.toString();
    }

    static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static Segment segment(String part, String template) {
        if (part.indexOf('{') < 0) {
            return new Literal(part);
        }
        Matcher parameter = PARAMETER.matcher(part);
        if (!parameter.matches()) {
            return Mixed.parse(part, template);
        }
        String name = parameter.group(2);
        if (!parameter.group(1).isEmpty()) {
            return new CatchAll(name);
        }
        return new Parameter(
                name,
                RouteConstraint.parseAll(parameter.group(3), template),
                parameter.group(5) != null,
                Optional.ofNullable(parameter.group(4)));
    }

    private sealed interface Segment {

        boolean matches(String part, Map<String, String> parameters);

        /** Whether the segment may be missing from the path. */
        default boolean absent(Map<String, String> parameters) {
            return false;
        }

        char rank();
    }

    private record Literal(String text) implements Segment {

        @Override
        public boolean matches(String part, Map<String, String> parameters) {
            return text.equalsIgnoreCase(part);
        }

        @Override
        public char rank() {
            return '1';
        }
    }

    private record Parameter(
            String name, List<RouteConstraint> constraints, boolean optional, Optional<String> fallback)
            implements Segment {

        @Override
        public boolean matches(String part, Map<String, String> parameters) {
            if (!constraints.stream().allMatch(constraint -> constraint.accepts(part))) {
                return false;
            }
            parameters.put(name, part);
            return true;
        }

        @Override
        public boolean absent(Map<String, String> parameters) {
            fallback.ifPresent(value -> parameters.put(name, value));
            return optional || fallback.isPresent();
        }

        @Override
        public char rank() {
            return constraints.isEmpty() ? '4' : '3';
        }
    }

    /** Literal text and parameters in one segment, such as {@code report-{year}.csv}. */
    private record Mixed(Pattern form, List<String> names) implements Segment {

        private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

        static Mixed parse(String part, String template) {
            StringBuilder form = new StringBuilder();
            List<String> names = new ArrayList<>();
            Matcher parameters = NAME.matcher(part);
            int from = 0;
            while (parameters.find()) {
                form.append(Pattern.quote(part.substring(from, parameters.start())))
                        .append("(.+?)");
                names.add(parameters.group(1));
                from = parameters.end();
            }
            String rest = part.substring(from);
            if (names.isEmpty() || rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
                throw new IllegalArgumentException("has a segment that cannot be read: " + part + " in " + template);
            }
            form.append(Pattern.quote(rest));
            return new Mixed(Pattern.compile(form.toString(), Pattern.CASE_INSENSITIVE), names);
        }

        @Override
        public boolean matches(String part, Map<String, String> parameters) {
            Matcher matcher = form.matcher(part);
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                parameters.put(names.get(i), matcher.group(i + 1));
            }
            return true;
        }

        @Override
        public char rank() {
            return '2';
        }
    }

    private record CatchAll(String name) implements Segment {

        @Override
        public boolean matches(String part, Map<String, String> parameters) {
            return true;
        }

        @Override
        public char rank() {
            return '5';
        }
    }
}
