package dev.convoy.runtime.host.trigger.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which blobs of which container a trigger is for, such as {@code samples/{date}/{name}.csv}; without a blob part, all of them. */
record BlobPattern(String container, Pattern form, List<String> names, String prefix) {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** @throws IllegalArgumentException saying what is wrong with the path */
    static BlobPattern parse(String path) {
        int slash = path.indexOf('/');
        String container = slash < 0 ? path : path.substring(0, slash);
        if (container.isEmpty() || container.indexOf('{') >= 0) {
            throw new IllegalArgumentException("must begin with the name of a container: " + path);
        }
        return blobs(container, slash < 0 ? "{name}" : path.substring(slash + 1));
    }

    /** What the expressions stand for in this blob's name, if it fits. */
    Optional<Map<String, String>> match(String blob) {
        Matcher matcher = form.matcher(blob);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }

    private static BlobPattern blobs(String container, String blob) {
        StringBuilder form = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher found = NAME.matcher(blob);
        int from = 0;
        while (found.find()) {
            form.append(Pattern.quote(blob.substring(from, found.start())));
            // The last expression takes slashes too, as in the platform.
            form.append(found.end() == blob.length() ? "(.+)" : "([^/]+?)");
            names.add(found.group(1));
            from = found.end();
        }
        form.append(Pattern.quote(blob.substring(from)));
        int firstExpression = blob.indexOf('{');
        String prefix = firstExpression < 0 ? blob : blob.substring(0, firstExpression);
        return new BlobPattern(container, Pattern.compile(form.toString()), List.copyOf(names), prefix);
    }
}
