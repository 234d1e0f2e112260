package dev.convoy.runtime.host.worker;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a worker finds its host, from the command line every language worker of the platform is given. */
record WorkerOptions(String host, int port, String workerId, String requestId) {

    /** @throws IllegalArgumentException naming the option that is missing or wrong */
    static WorkerOptions parse(String[] args) {
        Map<String, String> given = pairs(args);
        String uri = given.get("--functions-uri");
        String host =
                uri == null ? required(given, "--host", null) : URI.create(uri).getHost();
        int port = uri == null
                ? port(required(given, "--port", null))
                : URI.create(uri).getPort();
        return new WorkerOptions(
                host,
                port,
                required(given, "--functions-worker-id", "--workerId"),
                required(given, "--functions-request-id", "--requestId"));
    }

    private static Map<String, String> pairs(String[] args) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].startsWith("--")) {
                pairs.put(args[i], args[i + 1]);
            }
        }
        return pairs;
    }

    private static String required(Map<String, String> given, String name, @Nullable String olderName) {
        String value = given.get(name);
        if (value == null && olderName != null) {
            value = given.get(olderName);
        }
        if (value == null) {
            throw new IllegalArgumentException("worker option " + name + " is missing");
        }
        return value;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("worker option --port is not a number: " + text, notANumber);
        }
    }
}
