package dev.convoy.runtime.host.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.host.log.LogLevels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code host.json}: settings of the app that are not of one function. A zero duration means "no limit". */
public record HostJson(
        String routePrefix,
        Duration functionTimeout,
        String taskHubName,
        int maxHttpRequests,
        LogLevels logLevels,
        ServiceBusSettings serviceBus,
        Fields extensions) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);
    private static final String DEFAULT_HUB = "TestHubName";
    private static final int DEFAULT_HTTP_REQUESTS = 2_000;

    static HostJson read(Fields file) {
        if (!file.text("version").equals(java.util.Optional.of("2.0"))) {
            throw file.broken("version", "must be \"2.0\"");
        }
        Fields extensions = file.object("extensions");
        Fields http = extensions.object("http");
        return new HostJson(
                http.node("routePrefix").map(node -> node.asText()).orElse("api"),
                file.duration("functionTimeout", DEFAULT_TIMEOUT),
                extensions.object("durableTask").text("hubName").orElse(DEFAULT_HUB),
                http.integer("maxOutstandingRequests", DEFAULT_HTTP_REQUESTS, -1),
                logLevels(file.object("logging").object("logLevel")),
                ServiceBusSettings.read(extensions.object("serviceBus")),
                extensions);
    }

    private static LogLevels logLevels(Fields fields) {
        Map<String, String> levels = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : fields.json().properties()) {
            levels.put(entry.getKey(), fields.requiredText(entry.getKey()));
        }
        try {
            return LogLevels.of(levels);
        } catch (IllegalArgumentException unknown) {
            String category = String.valueOf(unknown.getMessage());
            throw fields.broken(category, "is none of " + LogLevels.names() + ": " + levels.get(category));
        }
    }

    /** The settings of another extension. */
    public Fields extension(String name) {
        return extensions.object(name);
    }

    /** {@code extensions.serviceBus}, with the defaults of extension version 5. */
    public record ServiceBusSettings(
            int prefetchCount,
            boolean autoCompleteMessages,
            int maxConcurrentCalls,
            int maxConcurrentSessions,
            int maxMessageBatchSize,
            Duration maxBatchWaitTime,
            Duration maxAutoLockRenewalDuration,
            Duration sessionIdleTimeout) {

        static ServiceBusSettings read(Fields fields) {
            for (String old : List.of("messageHandlerOptions", "sessionHandlerOptions", "batchOptions")) {
                if (fields.node(old).isPresent()) {
                    throw fields.broken(
                            old, "belongs to version 4 of the extension; version 5 has its settings one level up");
                }
            }
            return new ServiceBusSettings(
                    fields.integer("prefetchCount", 0, 0),
                    fields.flag("autoCompleteMessages", true),
                    fields.integer("maxConcurrentCalls", 16, 1),
                    fields.integer("maxConcurrentSessions", 8, 1),
                    fields.integer("maxMessageBatchSize", 1_000, 1),
                    fields.duration("maxBatchWaitTime", Duration.ofSeconds(30)),
                    fields.duration("maxAutoLockRenewalDuration", Duration.ofMinutes(5)),
                    fields.duration("sessionIdleTimeout", Duration.ofMinutes(1)));
        }
    }
}
