package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ContainerAddress;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.cosmos.script.ScriptRunner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Stored procedures, triggers and user-defined functions as resources, and the execution of procedures. Stateless but for the account. */
final class ScriptEndpoint {

    private final Account account;
    private final ScriptRunner scripts;

    ScriptEndpoint(Account account, ScriptRunner scripts) {
        this.account = account;
        this.scripts = scripts;
    }

    /** The list of them: {@code colls/c/sprocs}. */
    GatewayResponse all(GatewayRequest request, Script.Kind kind) {
        return switch (request.method()) {
            case "GET" -> list(request, kind);
            case "POST" -> request.isSet(Headers.IS_QUERY) ? list(request, kind) : create(request, kind);
            default -> throw refused(request);
        };
    }

    /** One of them: {@code colls/c/sprocs/id}. */
    GatewayResponse one(GatewayRequest request, Script.Kind kind) {
        return switch (request.method()) {
            case "GET" -> read(request, kind);
            case "PUT" -> replace(request, kind);
            case "DELETE" -> delete(request, kind);
            case "POST" -> {
                if (kind != Script.Kind.STORED_PROCEDURE) {
                    throw refused(request);
                }
                yield execute(request);
            }
            default -> throw refused(request);
        };
    }

    private GatewayResponse create(GatewayRequest request, Script.Kind kind) {
        Target target = Target.of(account, request);
        ObjectNode json = Script.parse(kind, Json.object(request.body()));
        scripts.requireFunction(json.path("id").textValue(), json.path("body").textValue());
        return answer(201, target, account.createScript(target.container(), kind, json, request.now()));
    }

    private GatewayResponse list(GatewayRequest request, Script.Kind kind) {
        Target target = Target.of(account, request);
        ContainerAddress address = target.container().address();
        ArrayNode entries = Json.MAPPER.createArrayNode();
        target.container().scripts().all(kind).forEach(script -> entries.add(json(address, script)));
        return Answers.located(ResourceFeed.answer(request, address.rid(), kind.feed(), entries), target);
    }

    private GatewayResponse read(GatewayRequest request, Script.Kind kind) {
        Target target = Target.of(account, request);
        return answer(200, target, find(request, target, kind));
    }

    private GatewayResponse replace(GatewayRequest request, Script.Kind kind) {
        Target target = Target.of(account, request);
        Script old = find(request, target, kind);
        ObjectNode json = Script.parse(kind, Json.object(request.body()));
        if (!json.path("id").asText().equals(old.id())) {
            throw new RefusedException(Refusal.badRequest("The id in the body differs from the one in the path."));
        }
        scripts.requireFunction(old.id(), json.path("body").textValue());
        Script next = account.replaceScript(target.container(), kind, json, request.preconditions(), request.now());
        return answer(200, target, next);
    }

    private GatewayResponse delete(GatewayRequest request, Script.Kind kind) {
        Target target = Target.of(account, request);
        account.deleteScript(
                target.container(), kind, find(request, target, kind).id(), request.preconditions());
        return Answers.located(GatewayResponse.of(204), target);
    }

    private GatewayResponse execute(GatewayRequest request) {
        Target target = Target.of(account, request);
        Script procedure = find(request, target, Script.Kind.STORED_PROCEDURE);
        ScriptRunner.Call call = new ScriptRunner.Call(
                target.requireKey(request), target.path(), argumentsOf(request.body()), request.now());
        ScriptRunner.ScriptOutcome outcome = scripts.execute(target.container(), procedure, call);
        byte[] body = Json.bytes(
                outcome.body().isMissingNode() ? Json.MAPPER.getNodeFactory().textNode("") : outcome.body());
        GatewayResponse response = GatewayResponse.of(200).body(body).charge(outcome.charge());
        if (request.isSet(Headers.SCRIPT_LOGGING)) {
            response.header(Headers.SCRIPT_LOG, URLEncoder.encode(outcome.log(), StandardCharsets.UTF_8));
        }
        return Answers.located(response, target, target.container().partitionOf(call.key()));
    }

    /** The arguments are a JSON array; a client without any may send nothing. */
    private static ArrayNode argumentsOf(byte[] body) {
        if (body.length == 0) {
            return Json.MAPPER.createArrayNode();
        }
        JsonNode sent = Json.tree(body);
        if (sent instanceof ArrayNode array) {
            return array;
        }
        throw new RefusedException(Refusal.badRequest(
                "The arguments of a stored procedure must be a JSON array, not " + sent.getNodeType()));
    }

    /** By its id, or its {@code _rid}. */
    private static Script find(GatewayRequest request, Target target, Script.Kind kind) {
        String name = request.path().get(5);
        ContainerAddress address = target.container().address();
        return target.container().scripts().all(kind).stream()
                .filter(script -> address.ridOf(script).equals(name))
                .findFirst()
                .orElseGet(() -> target.container().scripts().require(kind, name));
    }

    private static GatewayResponse answer(int status, Target target, Script script) {
        ObjectNode json = json(target.container().address(), script);
        return Answers.located(GatewayResponse.of(status, json).header(Headers.ETAG, script.etag()), target);
    }

    private static ObjectNode json(ContainerAddress address, Script script) {
        String rid = address.ridOf(script);
        ObjectNode json = script.json().deepCopy();
        json.put("_rid", rid).put("_self", address.self() + script.kind().path() + "/" + rid + "/");
        return json.put("_etag", script.etag()).put("_ts", script.timestamp());
    }

    private static RefusedException refused(GatewayRequest request) {
        return new RefusedException(new Refusal(
                405,
                0,
                request.method() + " /" + String.join("/", request.path()) + " is not an operation of this service."));
    }
}
