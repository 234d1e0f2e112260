package dev.convoy.runtime.junit;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Connection strings taken apart. */
final class ConnectionStrings {

    private ConnectionStrings() {}

    /** {@code A=1;B=2==} by name; a value may have equals signs of its own. */
    static Map<String, String> parts(String connectionString) {
        return Arrays.stream(connectionString.split(";"))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')), part -> part.substring(part.indexOf('=') + 1)));
    }
}
