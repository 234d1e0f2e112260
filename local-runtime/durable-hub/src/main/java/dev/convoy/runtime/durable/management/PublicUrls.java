package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.durable.history.InstanceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The addresses under which a caller reaches this API: as the proxy in front of it says ({@code X-Forwarded-Proto}, {@code -Host},
 * {@code -Prefix}), else as the caller did.
 */
record PublicUrls(String root, String parameters) {

    static PublicUrls of(Request request, String taskHubName) {
        String scheme = first(request.header("X-Forwarded-Proto")).orElse("http");
        String host = first(request.header("X-Forwarded-Host"))
                .or(() -> request.header("Host"))
                .orElse("localhost");
        String prefix = first(request.header("X-Forwarded-Prefix")).orElse("");
        String parameters = "taskHub=" + encode(taskHubName) + "&connection=Storage"
                + request.parameter("code").map(code -> "&code=" + encode(code)).orElse("");
        return new PublicUrls(scheme + "://" + host + prefix + ManagementServer.ROOT, parameters);
    }

    String status(InstanceId id) {
        return instance(id) + "?" + parameters;
    }

    /** What {@code createCheckStatusResponse} puts into its body. */
    ObjectNode payload(InstanceId id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id.value())
                .put("purgeHistoryDeleteUri", status(id))
                .put("restartPostUri", instance(id) + "/restart?" + parameters)
                .put("sendEventPostUri", instance(id) + "/raiseEvent/{eventName}?" + parameters)
                .put("statusQueryGetUri", status(id))
                .put("terminatePostUri", instance(id) + "/terminate?reason={text}&" + parameters)
                .put("resumePostUri", instance(id) + "/resume?reason={text}&" + parameters)
                .put("suspendPostUri", instance(id) + "/suspend?reason={text}&" + parameters);
    }

    private String instance(InstanceId id) {
        return root + "/instances/" + encode(id.value());
    }

    /** A chain of proxies lists the outermost first. */
    private static Optional<String> first(Optional<String> header) {
        return header.map(value -> value.split(",", 2)[0].trim());
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
