package dev.convoy.functions.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.outbox.OutboxLag;
import java.util.Optional;

/** {@code GET /api/operations/outbox}: how far this instance is behind in publishing, for each container. */
public final class OutboxHttp {

    private final OutboxLag lag;

    public OutboxHttp(OutboxLag lag) {
        this.lag = lag;
    }

    @FunctionName("OutboxLag")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/outbox",
                            authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, this::answer);
    }

    HttpAnswer answer() {
        ObjectNode view = Json.mapper().createObjectNode();
        lag.read().forEach((container, reading) -> view.putObject(container)
                .put("lagMs", reading.lag().toMillis())
                .put("published", reading.published()));
        return HttpAnswer.json(HttpAnswer.OK, view);
    }
}
