package dev.convoy.runtime.host.trigger.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The administrator's view of the app, below {@code /admin}: the host's state, the functions, and the calling of one by hand with
 * {@code POST /admin/functions/{name}} and a body of {@code {"input": "…"}}. Source: the Functions documentation on manually running a
 * non-HTTP function.
 */
final class AdminEndpoint implements Endpoint {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PREFIX = "/admin/";

    private final StagedApp app;
    private final FunctionInvoker invoker;
    private final RouteTable routes;
    private final String authority;
    private final Optional<FunctionKeys> keys;
    private final Function<Invocation, CompletableFuture<Outcome>> byHand;

    AdminEndpoint(
            StagedApp app,
            FunctionInvoker invoker,
            RouteTable routes,
            String authority,
            Optional<FunctionKeys> keys,
            Function<Invocation, CompletableFuture<Outcome>> byHand) {
        this.app = app;
        this.invoker = invoker;
        this.routes = routes;
        this.authority = authority;
        this.keys = keys;
        this.byHand = byHand;
    }

    @Override
    public Optional<CompletableFuture<FullHttpResponse>> answer(FullHttpRequest request, String path) {
        if (!path.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(CompletableFuture.completedFuture(
                keys.map(held -> held.isMaster(request)).orElse(true)
                        ? respond(request, path.substring(PREFIX.length()))
                        : Problem.of(HttpResponseStatus.UNAUTHORIZED, "the administration needs the master key")));
    }

    private FullHttpResponse respond(FullHttpRequest request, String path) {
        boolean get = request.method().equals(HttpMethod.GET);
        if (path.equalsIgnoreCase("host/status") && get) {
            return json(HttpResponseStatus.OK, status());
        }
        if (path.equalsIgnoreCase("host/ping")) {
            return json(HttpResponseStatus.OK, Map.of());
        }
        if (path.equalsIgnoreCase("functions") && get) {
            return json(
                    HttpResponseStatus.OK,
                    app.functions().stream().map(this::describe).toList());
        }
        Optional<FunctionDefinition> named = app.functions().stream()
                .filter(function -> path.equalsIgnoreCase("functions/" + function.name()))
                .findFirst();
        if (named.isEmpty()) {
            return Problem.of(HttpResponseStatus.NOT_FOUND, "the administration has no " + PREFIX + path);
        }
        return get ? json(HttpResponseStatus.OK, describe(named.get())) : run(named.get(), request);
    }

    private FullHttpResponse run(FunctionDefinition function, FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.POST) || function.trigger().is("httpTrigger")) {
            return Problem.of(
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    "only POST runs a function by hand, and only one without an HTTP trigger");
        }
        JsonNode body;
        try {
            String text = request.content().toString(StandardCharsets.UTF_8);
            body = MAPPER.readTree(text.isBlank() ? "{}" : text);
        } catch (JsonProcessingException unreadable) {
            return Problem.of(
                    HttpResponseStatus.BAD_REQUEST, "the body is no JSON: " + unreadable.getOriginalMessage());
        }
        var unused = byHand.apply(Invocation.of(function, input(function, body), Map.of()));
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.ACCEPTED);
    }

    private static TypedData input(FunctionDefinition function, JsonNode body) {
        JsonNode input = body.path("input");
        if (function.trigger().is("timerTrigger")) {
            return Values.json("{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}");
        }
        return input.isTextual()
                ? Values.text(input.asText())
                : Values.json(input.isMissingNode() ? "\"\"" : input.toString());
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("id", app.folder().getFileName().toString());
        status.put("state", invoker.isReady() ? "Running" : "Starting");
        status.put("version", "4");
        status.put("workerProcessId", invoker.workerProcessId());
        status.put("invocationsUnderWay", invoker.invocationsUnderWay());
        status.put("functions", app.functions().size());
        return status;
    }

    private Map<String, Object> describe(FunctionDefinition function) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", function.name());
        description.put("language", "java");
        description.put("entryPoint", function.entryPoint());
        description.put("trigger", function.trigger().type());
        description.put(
                "bindings",
                function.bindings().stream()
                        .map(binding -> binding.fields().json())
                        .toList());
        routes.routes().stream()
                .filter(route -> route.function().equals(function))
                .forEach(route -> description.put("invoke_url_template", "http://" + authority + "/" + route.path()));
        return description;
    }

    private static FullHttpResponse json(HttpResponseStatus status, Object value) {
        byte[] body = Values.jsonText(value).getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        return response;
    }
}
