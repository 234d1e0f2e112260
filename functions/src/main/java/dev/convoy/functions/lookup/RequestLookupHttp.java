package dev.convoy.functions.lookup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupBatchDocument;
import dev.convoy.contracts.lookup.LookupDocument;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import java.util.List;
import java.util.Optional;

/** {@code POST /api/lookups} and {@code POST /api/lookups/batch}. */
public final class RequestLookupHttp {

    private final RequestLookup requesting;
    private final NewLookupReader reader;

    RequestLookupHttp(RequestLookup requesting, NewLookupReader reader) {
        this.requesting = requesting;
        this.reader = reader;
    }

    @FunctionName("RequestLookup")
    public HttpResponseMessage one(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "lookups",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> one(HttpInput.of(request)));
    }

    @FunctionName("RequestLookupBatch")
    public HttpResponseMessage batch(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "lookups/batch",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request) {
        return HttpShell.run(request, () -> batch(HttpInput.of(request)));
    }

    HttpAnswer one(HttpInput input) {
        NewLookup wanted = reader.one(input.json());
        LookupDocument lookup = requesting.one(input.clientId(), wanted);
        return HttpAnswer.json(HttpAnswer.ACCEPTED, LookupView.of(new LookupBook.Entry(lookup, List.of(), "")))
                .with("Location", location(lookup));
    }

    HttpAnswer batch(HttpInput input) {
        List<NewLookup> wanted = reader.batch(input.json());
        LookupBatchDocument batch = requesting.batch(input.clientId(), wanted);
        ObjectNode body =
                Json.mapper().createObjectNode().put("batchId", batch.lookupId().value());
        ArrayNode lookups = body.putArray("lookups");
        for (LookupDocument lookup : batch.lookups()) {
            lookups.addObject()
                    .put("lookupId", lookup.lookupId().value())
                    .put("target", lookup.target().value())
                    .put("location", location(lookup));
        }
        return HttpAnswer.json(HttpAnswer.ACCEPTED, body);
    }

    private static String location(LookupDocument lookup) {
        return "/api/lookups/" + lookup.lookupId();
    }
}
