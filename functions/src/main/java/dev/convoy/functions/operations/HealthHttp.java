package dev.convoy.functions.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.OutageException;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpShell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/health/live} and {@code /api/health/ready}: ready names each dependency with its latency. */
public final class HealthHttp {

    private static final Logger LOG = LoggerFactory.getLogger(HealthHttp.class);
    private static final int UNAVAILABLE = 503;

    private final List<DependencyCheck> checks;
    private final InstantSource clock;

    public HealthHttp(List<DependencyCheck> checks, InstantSource clock) {
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    @FunctionName("HealthLive")
    public HttpResponseMessage live(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "health/live",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(
                request,
                () -> HttpAnswer.json(
                        HttpAnswer.OK, Json.mapper().createObjectNode().put("status", "up")));
    }

    @FunctionName("HealthReady")
    public HttpResponseMessage ready(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "health/ready",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, this::readiness);
    }

    HttpAnswer readiness() {
        ObjectNode report = Json.mapper().createObjectNode();
        ObjectNode dependencies = Json.mapper().createObjectNode();
        boolean isReady = true;
        for (DependencyCheck check : checks) {
            isReady &= isUp(check, dependencies.putObject(check.name()));
        }
        report.put("status", isReady ? "ready" : "unavailable");
        report.set("dependencies", dependencies);
        return HttpAnswer.json(isReady ? HttpAnswer.OK : UNAVAILABLE, report);
    }

    private boolean isUp(DependencyCheck check, ObjectNode report) {
        var before = clock.instant();
        boolean isUp = answers(check);
        report.put("status", isUp ? "up" : "down");
        report.put("latencyMs", Duration.between(before, clock.instant()).toMillis());
        return isUp;
    }

    private static boolean answers(DependencyCheck check) {
        try {
            check.attempt().run();
            return true;
        } catch (OutageException e) {
            LOG.atWarn()
                    .addKeyValue("dependency", check.name())
                    .addKeyValue("problem", String.valueOf(e.getCause()))
                    .log("dependency does not answer");
            return false;
        }
    }
}
