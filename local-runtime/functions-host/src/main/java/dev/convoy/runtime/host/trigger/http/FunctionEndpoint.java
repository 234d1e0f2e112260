package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.TraceParent;
import dev.convoy.runtime.host.rpc.TypedData;
import dev.convoy.runtime.host.rpc.TypedData.DataCase;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands requests to functions. No more than a bound of them at once: the rest is told to come back. */
final class FunctionEndpoint implements Endpoint {

    private final RouteTable routes;
    private final FunctionInvoker invoker;
    private final String authority;
    private final Optional<FunctionKeys> keys;
    private final int mostAtOnce;
    private final AtomicInteger underWay = new AtomicInteger();

    FunctionEndpoint(
            RouteTable routes, FunctionInvoker invoker, String authority, Optional<FunctionKeys> keys, int mostAtOnce) {
        this.routes = routes;
        this.invoker = invoker;
        this.authority = authority;
        this.keys = keys;
        this.mostAtOnce = mostAtOnce < 0 ? Integer.MAX_VALUE : mostAtOnce;
    }

    int underWay() {
        return underWay.get();
    }

    @Override
    public Optional<CompletableFuture<FullHttpResponse>> answer(FullHttpRequest request, String path) {
        return Optional.of(
                switch (routes.find(request.method().name(), RouteTemplate.split(path))) {
                    case RouteTable.Matched matched -> admit(request, matched);
                    case RouteTable.OtherMethods other -> done(otherMethods(request, path, other));
                    case RouteTable.NoRoute ignored ->
                        done(Problem.of(HttpResponseStatus.NOT_FOUND, "no function has the route " + path));
                });
    }

    private CompletableFuture<FullHttpResponse> admit(FullHttpRequest request, RouteTable.Matched matched) {
        if (!isUri(request.uri())) {
            return done(Problem.of(HttpResponseStatus.BAD_REQUEST, "the request target is no valid URI"));
        }
        if (!keys.map(held -> held.open(matched.route().function(), request)).orElse(true)) {
            return done(Problem.of(
                    HttpResponseStatus.UNAUTHORIZED,
                    "function " + matched.route().function().name() + " needs a key (x-functions-key or ?code=)"));
        }
        if (underWay.incrementAndGet() > mostAtOnce) {
            underWay.decrementAndGet();
            FullHttpResponse busy = Problem.of(
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "more than " + mostAtOnce
                            + " requests at once (host.json: extensions.http.maxOutstandingRequests)");
            busy.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
            return done(busy);
        }
        return call(request, matched).whenComplete((response, failure) -> underWay.decrementAndGet());
    }

    private CompletableFuture<FullHttpResponse> call(FullHttpRequest request, RouteTable.Matched matched) {
        FunctionDefinition function = matched.route().function();
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        String host = request.headers().get(HttpHeaderNames.HOST, authority);
        HttpMessages.Request read = HttpMessages.read(request, host, url, matched.parameters());
        TypedData trigger = TypedData.newBuilder().setHttp(read.http()).build();
        TraceParent trace = TraceParent.below(
                Optional.ofNullable(request.headers().get("traceparent")),
                Optional.ofNullable(request.headers().get("tracestate")));
        return invoker.invoke(Invocation.of(function, trigger, read.metadata()).within(trace))
                .thenApply(outcome -> respond(function, outcome));
    }

    private static FullHttpResponse respond(FunctionDefinition function, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> HttpMessages.write(returned(function, succeeded));
            case Outcome.Failed failed ->
                Problem.of(
                        HttpResponseStatus.INTERNAL_SERVER_ERROR,
                        "function " + function.name() + " failed: " + failed.message());
            case Outcome.Lost lost -> {
                FullHttpResponse response = Problem.of(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "function " + function.name() + " was lost with its worker: " + lost.reason());
                response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
                yield response;
            }
        };
    }

    /** The value of the function's http binding: what it returns, or a parameter of its own. */
    private static TypedData returned(FunctionDefinition function, Outcome.Succeeded succeeded) {
        Optional<TypedData> byName = function.outputs().stream()
                .filter(binding -> binding.is("http"))
                .map(Binding::name)
                .map(succeeded.outputs()::get)
                .filter(java.util.Objects::nonNull)
                .findFirst();
        return byName.filter(value -> value.getDataCase() != DataCase.DATA_NOT_SET)
                .or(() -> returnIsTaken(function) ? Optional.empty() : succeeded.returnValue())
                .orElseGet(TypedData::getDefaultInstance);
    }

    /** Whether the return value is another output's, so that the answer has no body. */
    private static boolean returnIsTaken(FunctionDefinition function) {
        return function.outputs().stream().anyMatch(binding -> binding.name().equals("$return") && !binding.is("http"));
    }

    private static FullHttpResponse otherMethods(FullHttpRequest request, String path, RouteTable.OtherMethods other) {
        FullHttpResponse response = Problem.of(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                request.method().name() + " is not offered on " + path + ", only "
                        + String.join(", ", other.allowed()));
        response.headers().set(HttpHeaderNames.ALLOW, String.join(", ", other.allowed()));
        return response;
    }

    private static boolean isUri(String target) {
        try {
            URI.create("http://localhost" + target);
            return target.startsWith("/");
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    private static CompletableFuture<FullHttpResponse> done(FullHttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
