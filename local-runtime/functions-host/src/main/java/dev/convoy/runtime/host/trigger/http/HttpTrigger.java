package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.trigger.Trigger;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** All HTTP-triggered functions of an app, and the task hub's management API beside them, on the app's server. */
public final class HttpTrigger implements Trigger {

    private final HttpServer server;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final RouteTable routes;
    private final FunctionEndpoint functions;

    /**
     * {@code hubUrl} is the address of the task hub's management API, if there is a hub; without {@code keys} none are asked for;
     * {@code byHand} calls a function for an administrator.
     */
    public HttpTrigger(
            HttpServer server,
            StagedApp app,
            FunctionInvoker invoker,
            String authority,
            Optional<URI> hubUrl,
            Optional<FunctionKeys> keys,
            Function<Invocation, CompletableFuture<Outcome>> byHand) {
        this.server = server;
        routes = RouteTable.of(app);
        endpoints.add(new AdminEndpoint(app, invoker, routes, authority, keys, byHand));
        hubUrl.ifPresent(hub -> endpoints.add(new TaskHubProxy(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), hub, authority)));
        functions = new FunctionEndpoint(
                routes, invoker, authority, keys, app.host().maxHttpRequests());
        endpoints.add(functions);
    }

    /** Lines such as {@code PlaceOrder: [POST] /api/orders}, one per function. */
    public List<String> describe() {
        return routes.routes().stream()
                .map(route -> route.function().name() + ": " + route.methods() + " /" + route.path())
                .sorted()
                .toList();
    }

    @Override
    public void start() {
        server.serve(endpoints);
    }

    @Override
    public void stop() {
        server.serve(List.of());
    }

    @Override
    public int underWay() {
        return functions.underWay();
    }

    @Override
    public void close() {
        stop();
    }
}
