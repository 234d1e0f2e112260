package dev.convoy.runtime.host.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every HTTP-triggered function by route and method; where several routes fit a path the most exact one wins. */
final class RouteTable {

    private static final String DEFAULT_METHODS = "GET,POST,PUT,DELETE,PATCH,HEAD,OPTIONS,TRACE";

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException for a route that cannot be read or is taken twice */
    static RouteTable of(StagedApp app) {
        List<Route> routes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (FunctionDefinition function : app.functions()) {
            if (!function.trigger().is("httpTrigger")) {
                continue;
            }
            Route route = route(function, app.host().routePrefix());
            for (String method : route.methods()) {
                if (!taken.add(method + " " + route.path().toLowerCase(Locale.ROOT))) {
                    throw function.trigger()
                            .fields()
                            .broken("route", "is taken by another function: " + method + " /" + route.path());
                }
            }
            routes.add(route);
        }
        routes.sort(Comparator.comparing(route -> route.template().precedence()));
        return new RouteTable(List.copyOf(routes));
    }

    List<Route> routes() {
        return routes;
    }

    Found find(String method, List<String> path) {
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.template().match(path);
            if (parameters.isPresent()) {
                if (route.methods().contains(method)) {
                    return new Matched(route, parameters.get());
                }
                allowed.addAll(route.methods());
            }
        }
        return allowed.isEmpty() ? new NoRoute() : new OtherMethods(allowed);
    }

    private static Route route(FunctionDefinition function, String prefix) {
        Binding trigger = function.trigger();
        String own = trigger.fields().text("route").orElse(function.name());
        String path = (prefix.isEmpty() ? own : prefix + "/" + own).replaceAll("^/+|/+$", "");
        try {
            return new Route(function, path, RouteTemplate.parse(path), methods(trigger));
        } catch (IllegalArgumentException unreadable) {
            throw trigger.fields().broken("route", String.valueOf(unreadable.getMessage()));
        }
    }

    private static Set<String> methods(Binding trigger) {
        Set<String> methods = new TreeSet<>();
        Optional<JsonNode> given = trigger.fields().node("methods");
        given.ifPresent(
                node -> node.forEach(method -> methods.add(method.asText().toUpperCase(Locale.ROOT))));
        if (methods.isEmpty()) {
            methods.addAll(List.of(DEFAULT_METHODS.split(",")));
        }
        return methods;
    }

    /** One function's route with the app's prefix. */
    record Route(FunctionDefinition function, String path, RouteTemplate template, Set<String> methods) {}

    /** What a path and method lead to. */
    sealed interface Found {}

    record Matched(Route route, Map<String, String> parameters) implements Found {}

    record OtherMethods(Set<String> allowed) implements Found {}

    record NoRoute() implements Found {}
}
