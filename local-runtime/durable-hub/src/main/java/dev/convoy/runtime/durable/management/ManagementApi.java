package dev.convoy.runtime.durable.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.durable.engine.InstanceFilter;
import dev.convoy.runtime.durable.engine.InstancePage;
import dev.convoy.runtime.durable.engine.InstanceStatus;
import dev.convoy.runtime.durable.engine.OperationOutcome;
import dev.convoy.runtime.durable.engine.StartOutcome;
import dev.convoy.runtime.durable.engine.StartRequest;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The management API of Durable Functions, request by request (learn.microsoft.com, Durable Functions HTTP API reference). Safe for use
 * by several threads; holds nothing of its own.
 */
final class ManagementApi {

    private static final int DEFAULT_TOP = 100;
    private static final int MAX_TOP = 1_000;
    private static final String RETRY_SECONDS = "5";

    private final TaskHub hub;
    private final String taskHubName;
    private final ObjectMapper json = new ObjectMapper();

    ManagementApi(TaskHub hub, String taskHubName) {
        this.hub = hub;
        this.taskHubName = taskHubName;
    }

    CompletableFuture<Response> answer(Request request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            throw notFound();
        }
        return switch (path.getFirst()) {
            case "instances" -> instances(request, path);
            case "orchestrators" -> orchestrators(request, path);
            default -> throw notFound();
        };
    }

    private CompletableFuture<Response> instances(Request request, List<String> path) {
        return switch (path.size()) {
            case 1 ->
                switch (request.method()) {
                    case "GET" -> query(request);
                    case "DELETE" -> purge(request);
                    default -> throw notAllowed(request);
                };
            case 2 ->
                switch (request.method()) {
                    case "GET" -> status(request, id(path));
                    case "DELETE" -> purge(id(path));
                    default -> throw notAllowed(request);
                };
            default -> operation(request, path);
        };
    }

    private CompletableFuture<Response> operation(Request request, List<String> path) {
        String name = path.get(2);
        int expected = name.equals("raiseEvent") ? 4 : 3;
        if (path.size() != expected) {
            throw notFound();
        }
        requirePost(request);
        InstanceId id = id(path);
        String reason = request.parameter("reason").orElse(null);
        return switch (name) {
            case "raiseEvent" -> raiseEvent(request, id, path.get(3));
            case "terminate" -> accepted(hub.terminate(id, quoted(reason), request.flag("recursive", false)));
            case "suspend" -> accepted(hub.suspend(id, reason));
            case "resume" -> accepted(hub.resume(id, reason));
            case "restart" -> restart(request, id);
            case "rewind" -> throw new HttpProblem(501, "rewind is not offered: SDK 1.5.0 has no such call");
            default -> throw notFound();
        };
    }

    private CompletableFuture<Response> status(Request request, InstanceId id) {
        boolean showInput = request.flag("showInput", true);
        boolean failureIsError = request.flag("returnInternalServerErrorOnFailure", false);
        boolean showHistory = request.flag("showHistory", false);
        boolean showOutput = request.flag("showHistoryOutput", false);
        PublicUrls urls = PublicUrls.of(request, taskHubName);
        CompletableFuture<Optional<InstanceStatus>> found = hub.find(id);
        if (!showHistory) {
            return found.thenApply(status -> statusResponse(required(status, id), showInput, failureIsError, urls));
        }
        return found.thenCombine(hub.history(id), (status, history) -> {
            Response response = statusResponse(required(status, id), showInput, failureIsError, urls);
            if (response.body() instanceof ObjectNode body) {
                body.set("historyEvents", HistoryJson.of(history.orElse(List.of()), showInput, showOutput));
            }
            return response;
        });
    }

    private static Response statusResponse(
            InstanceStatus status, boolean showInput, boolean failureIsError, PublicUrls urls) {
        ObjectNode body = StatusJson.of(status, showInput);
        if (!status.status().isTerminal()) {
            return Response.of(202, body)
                    .with("Location", urls.status(status.id()))
                    .with("Retry-After", RETRY_SECONDS);
        }
        boolean error = failureIsError && status.status() == OrchestrationStatus.FAILED;
        return Response.of(error ? 500 : 200, body);
    }

    private CompletableFuture<Response> query(Request request) {
        boolean showInput = request.flag("showInput", true);
        return hub.query(
                        filter(request),
                        top(request),
                        request.header("x-ms-continuation-token").orElse(null))
                .thenApply(page -> page(page, showInput));
    }

    private static Response page(InstancePage page, boolean showInput) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        page.instances().forEach(status -> body.add(StatusJson.of(status, showInput)));
        Response response = Response.of(200, body);
        return page.continuation()
                .map(token -> response.with("x-ms-continuation-token", token))
                .orElse(response);
    }

    private CompletableFuture<Response> purge(InstanceId id) {
        return hub.purge(id).thenApply(ManagementApi::purged);
    }

    private CompletableFuture<Response> purge(Request request) {
        if (request.instant("createdTimeFrom").isEmpty()) {
            throw HttpProblem.badRequest("createdTimeFrom: is required to purge by filter");
        }
        return hub.purge(filter(request)).thenApply(ManagementApi::purged);
    }

    private static Response purged(int count) {
        return count == 0
                ? Response.of(404)
                : Response.of(200, JsonNodeFactory.instance.objectNode().put("instancesDeleted", count));
    }

    private CompletableFuture<Response> raiseEvent(Request request, InstanceId id, String eventName) {
        String type = request.header("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw HttpProblem.badRequest("Content-Type: only application/json is taken, not '" + type + "'");
        }
        return accepted(hub.raiseEvent(id, eventName, body(request)));
    }

    private CompletableFuture<Response> restart(Request request, InstanceId id) {
        InstanceId newId = request.flag("restartWithNewInstanceId", true) ? randomId() : id;
        PublicUrls urls = PublicUrls.of(request, taskHubName);
        return hub.restart(id, newId).thenApply(outcome -> started(outcome, urls));
    }

    private CompletableFuture<Response> orchestrators(Request request, List<String> path) {
        if (path.size() < 2 || path.size() > 3) {
            throw notFound();
        }
        requirePost(request);
        InstanceId id = path.size() == 3 ? new InstanceId(path.get(2)) : randomId();
        PublicUrls urls = PublicUrls.of(request, taskHubName);
        return hub.start(new StartRequest(id, path.get(1), null, body(request), null))
                .thenApply(outcome -> started(outcome, urls));
    }

    private static Response started(StartOutcome outcome, PublicUrls urls) {
        return switch (outcome) {
            case StartOutcome.Started started ->
                Response.of(202, urls.payload(started.id()))
                        .with("Location", urls.status(started.id()))
                        .with("Retry-After", RETRY_SECONDS);
            case StartOutcome.AlreadyExists existing ->
                throw new HttpProblem(
                        409,
                        "an instance with the id " + existing.id() + " exists already and is "
                                + StatusJson.name(existing.status()));
            case StartOutcome.NothingToRestart nothing -> throw missing(nothing.id());
        };
    }

    private static CompletableFuture<Response> accepted(CompletableFuture<OperationOutcome> call) {
        return call.thenApply(outcome -> switch (outcome) {
            case OperationOutcome.Accepted accepted -> Response.of(202);
            case OperationOutcome.NotFound nothing -> throw missing(nothing.id());
            case OperationOutcome.AlreadyFinished finished ->
                throw new HttpProblem(
                        410,
                        "the instance " + finished.id() + " has finished, it is " + StatusJson.name(finished.status()));
        });
    }

    private InstanceFilter filter(Request request) {
        Set<OrchestrationStatus> statuses = request.parameter("runtimeStatus")
                .map(list -> Arrays.stream(list.split(",")).map(String::trim))
                .map(names -> names.map(ManagementApi::statusNamed).collect(Collectors.toSet()))
                .orElse(Set.of());
        return new InstanceFilter(
                statuses,
                request.instant("createdTimeFrom").orElse(null),
                request.instant("createdTimeTo").orElse(null),
                request.parameter("instanceIdPrefix").orElse(null));
    }

    private static OrchestrationStatus statusNamed(String name) {
        return StatusJson.status(name)
                .orElseThrow(() -> HttpProblem.badRequest("runtimeStatus: there is no status " + name));
    }

    private static int top(Request request) {
        String value = request.parameter("top").orElse(String.valueOf(DEFAULT_TOP));
        try {
            int top = Integer.parseInt(value);
            if (top >= 1) {
                return Math.min(top, MAX_TOP);
            }
        } catch (NumberFormatException notANumber) {
            throw HttpProblem.badRequest("top: must be a number, is " + value);
        }
        throw HttpProblem.badRequest("top: must be at least 1, is " + value);
    }

    /** The body as it is, if it is JSON; none for an empty one. */
    private @Nullable String body(Request request) {
        String text = request.text();
        if (text.isBlank()) {
            return null;
        }
        try {
            json.readTree(text);
            return text;
        } catch (JsonProcessingException e) {
            throw HttpProblem.badRequest("body: not JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable String quoted(@Nullable String reason) {
        return reason == null ? null : JsonNodeFactory.instance.textNode(reason).toString();
    }

    private static InstanceStatus required(Optional<InstanceStatus> status, InstanceId id) {
        return status.orElseThrow(() -> missing(id));
    }

    private static InstanceId id(List<String> path) {
        return new InstanceId(path.get(1));
    }

    private static InstanceId randomId() {
        return new InstanceId(UUID.randomUUID().toString().replace("-", ""));
    }

    private static void requirePost(Request request) {
        if (!request.method().equals("POST")) {
            throw notAllowed(request);
        }
    }

    private static HttpProblem missing(InstanceId id) {
        return new HttpProblem(404, "no instance with the id " + id + " was found");
    }

    private static HttpProblem notFound() {
        return new HttpProblem(404, "the durable task management API has no such address");
    }

    private static HttpProblem notAllowed(Request request) {
        return new HttpProblem(405, "the method " + request.method() + " is not allowed here");
    }
}
