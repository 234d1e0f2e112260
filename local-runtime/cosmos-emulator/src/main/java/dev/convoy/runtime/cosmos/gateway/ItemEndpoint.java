package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.ItemResult;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.PatchCondition;
import dev.convoy.runtime.cosmos.documents.PatchStep;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.documents.RefusedException;
import dev.convoy.runtime.cosmos.query.CompiledQuery;
import dev.convoy.runtime.cosmos.query.QueryContext;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import dev.convoy.runtime.cosmos.script.ScriptRunner;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One item at a time: create, read, upsert, replace, patch, delete. Stateless but for the account. */
final class ItemEndpoint {

    private final Account account;
    private final ScriptRunner scripts;

    ItemEndpoint(Account account, ScriptRunner scripts) {
        this.account = account;
        this.scripts = scripts;
    }

    GatewayResponse create(GatewayRequest request) {
        Target target = Target.of(account, request);
        ItemBody body = ItemBody.of(request.body());
        ItemKey key = keyOf(target, body, target.key(request));
        boolean upsert = request.isSet(Headers.IS_UPSERT);
        return execute(
                request,
                target,
                upsert
                        ? new ItemOperation.Upsert(key, body, request.preconditions())
                        : new ItemOperation.Create(key, body, request.preconditions()));
    }

    GatewayResponse read(GatewayRequest request, String id) {
        Target target = Target.of(account, request);
        ItemKey key = new ItemKey(target.requireKey(request), id);
        Partition partition = target.container().partitionOf(key.partitionKey());
        SessionToken.require(request.header(Headers.SESSION_TOKEN), partition.range(), partition.lsn());
        ItemResult result = partition.read(new ItemOperation.Read(key, request.preconditions()), request.now());
        return Answers.located(Answers.item(target, result, true), target, partition);
    }

    GatewayResponse replace(GatewayRequest request, String id) {
        Target target = Target.of(account, request);
        ItemBody body = ItemBody.of(request.body());
        ItemKey key = new ItemKey(target.requireKey(request), id);
        if (!keyOf(target, body, key.partitionKey()).equals(key)) {
            throw new RefusedException(Refusal.badRequest("The id in the body differs from the one in the path."));
        }
        return execute(request, target, new ItemOperation.Replace(key, body, request.preconditions()));
    }

    GatewayResponse patch(GatewayRequest request, String id) {
        Target target = Target.of(account, request);
        ItemKey key = new ItemKey(target.requireKey(request), id);
        return execute(request, target, patch(key, Json.tree(request.body()), request.preconditions(), request.now()));
    }

    GatewayResponse delete(GatewayRequest request, String id) {
        Target target = Target.of(account, request);
        ItemKey key = new ItemKey(target.requireKey(request), id);
        return execute(request, target, new ItemOperation.Delete(key, request.preconditions()));
    }

    GatewayResponse deleteByPartitionKey(GatewayRequest request) {
        Target target = Target.of(account, request);
        PartitionKey key = target.requireKey(request);
        Partition partition = target.container().partitionOf(key);
        partition.deleteAll(key, request.now());
        return Answers.located(GatewayResponse.of(200), target, partition);
    }

    /** The key of an item as sent; it must be the one the header names, if it names one. */
    static ItemKey keyOf(Target target, ItemBody body, @Nullable PartitionKey named) {
        PartitionKey own = target.container().settings().partitionKey().keyOf(body.tree());
        if (named != null && !named.equals(own)) {
            throw new RefusedException(Refusal.partitionKeyMismatch());
        }
        return new ItemKey(own, body.id());
    }

    /** The request is an object with operations and a condition; the JavaScript SDK sends the bare operations. */
    static ItemOperation.Patch patch(ItemKey key, JsonNode sent, Preconditions when, Instant now) {
        ObjectNode request = sent instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode().set("operations", sent);
        String predicate = request.path("condition").asText("");
        PatchCondition condition = predicate.isEmpty()
                ? null
                : CompiledQuery.parseCondition(predicate, new QueryContext(Map.of(), now, UserFunctions.NONE));
        return new ItemOperation.Patch(key, PatchStep.parseAll(request), condition, when);
    }

    private static ScriptRunner.Call callOf(GatewayRequest request, Target target, ItemOperation operation) {
        return new ScriptRunner.Call(
                operation.key().partitionKey(), target.path(), Json.MAPPER.createArrayNode(), request.now());
    }

    private GatewayResponse execute(GatewayRequest request, Target target, ItemOperation operation) {
        Partition partition = target.container().partitionOf(operation.key().partitionKey());
        ScriptRunner.Triggers triggers = TriggerHeaders.of(request, target.container(), operation);
        ItemResult result = triggers.isEmpty()
                ? partition.execute(operation, request.now())
                : scripts.execute(target.container(), operation, triggers, callOf(request, target, operation));
        return Answers.located(Answers.item(target, result, request.wantsBody()), target, partition);
    }
}
