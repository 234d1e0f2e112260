package dev.convoy.orchestrations.operations;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/health/live} and {@code /api/health/ready} of this app; ready asks Cosmos. */
public class HealthFunctions {

    private static final Logger LOG = LoggerFactory.getLogger(HealthFunctions.class);

    private final Runnable cosmos;
    private final InstantSource clock;

    /**
     * @param cosmos reads something cheap, or throws
     */
    public HealthFunctions(Runnable cosmos, InstantSource clock) {
        this.cosmos = cosmos;
        this.clock = clock;
    }

    @FunctionName("OrchestrationsLive")
    public HttpResponseMessage live(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "health/live",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return answer(request, HttpStatus.OK, new Live("up"));
    }

    @FunctionName("OrchestrationsReady")
    public HttpResponseMessage ready(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "health/ready",
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        Dependency found = check();
        boolean isUp = found.status().equals("up");
        return answer(
                request,
                isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                new Ready(isUp ? "ready" : "unavailable", new Dependencies(found)));
    }

    private Dependency check() {
        var before = clock.instant();
        String status = "up";
        try {
            cosmos.run();
        } catch (RuntimeException away) { // whatever it is, the answer is that it does not answer
            status = "down";
            LOG.atWarn()
                    .addKeyValue("dependency", "cosmos")
                    .addKeyValue("problem", away.toString())
                    .log("dependency does not answer");
        }
        return new Dependency(status, Duration.between(before, clock.instant()).toMillis());
    }

    private static HttpResponseMessage answer(
            HttpRequestMessage<Optional<String>> request, HttpStatus status, Object body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json")
                .body(Json.write(body))
                .build();
    }

    /** That this app runs. */
    public record Live(String status) {}

    /** Whether this app can work. */
    public record Ready(String status, Dependencies dependencies) {}

    /** What this app needs. */
    public record Dependencies(Dependency cosmos) {}

    /** How one of them answered. */
    public record Dependency(String status, long latencyMs) {}
}
