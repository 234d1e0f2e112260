package dev.convoy.functions.lookup;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.lookup.provider.ProviderGuards;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpShell;
import java.util.Optional;

/** {@code GET /api/operations/lookup-providers}: circuits, recent failures and what the rates still allow, as this process sees them. */
public final class ProvidersHttp {

    private final ProviderGuards guards;

    ProvidersHttp(ProviderGuards guards) {
        this.guards = guards;
    }

    @FunctionName("LookupProviders")
    public HttpResponseMessage providers(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            route = "operations/lookup-providers",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, this::answer);
    }

    HttpAnswer answer() {
        var body = Json.mapper().createObjectNode();
        body.set("providers", Json.mapper().valueToTree(guards.states()));
        return HttpAnswer.json(HttpAnswer.OK, body);
    }
}
