package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.EffectivePartitionKey;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.query.CompiledQuery;
import dev.convoy.runtime.cosmos.query.DocumentSource;
import dev.convoy.runtime.cosmos.query.PageRequest;
import dev.convoy.runtime.cosmos.query.QueryContext;
import dev.convoy.runtime.cosmos.query.QueryPage;
import dev.convoy.runtime.cosmos.query.QueryRun;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import dev.convoy.runtime.cosmos.script.ScriptRunner;
import java.util.List;
import java.util.Map;

/** Queries over items, their plans, and plain listings. Stateless but for the account. */
final class QueryEndpoint {

    private static final CompiledQuery EVERYTHING = CompiledQuery.parse("SELECT * FROM c");

    private final Account account;
    private final ScriptRunner scripts;

    QueryEndpoint(Account account, ScriptRunner scripts) {
        this.account = account;
        this.scripts = scripts;
    }

    GatewayResponse query(GatewayRequest request) {
        ObjectNode body = Json.object(request.body());
        CompiledQuery query = CompiledQuery.parse(body.path("query").asText());
        UserFunctions functions =
                scripts.functionsOf(Target.of(account, request).container());
        return run(request, query, new QueryContext(ResourceFeed.parametersOf(body), request.now(), functions));
    }

    /** All items, page by page. */
    GatewayResponse list(GatewayRequest request) {
        return run(request, EVERYTHING, new QueryContext(Map.of(), request.now(), UserFunctions.NONE));
    }

    GatewayResponse plan(GatewayRequest request) {
        Target target = Target.of(account, request);
        ObjectNode body = Json.object(request.body());
        CompiledQuery query = CompiledQuery.parse(body.path("query").asText());
        QueryContext context = new QueryContext(ResourceFeed.parametersOf(body), request.now(), UserFunctions.NONE);
        query.order(context).ifPresent(target.container().settings().indexing()::requireOrder);
        ObjectNode plan = Json.MAPPER.createObjectNode();
        plan.put("partitionedQueryExecutionInfoVersion", 2);
        plan.set("queryInfo", query.plan(target.container().partitions().size(), context));
        plan.putArray("queryRanges")
                .addObject()
                .put("min", EffectivePartitionKey.MIN)
                .put("max", EffectivePartitionKey.MAX)
                .put("isMinInclusive", true)
                .put("isMaxInclusive", false);
        return Answers.located(GatewayResponse.of(200, plan), target);
    }

    private GatewayResponse run(GatewayRequest request, CompiledQuery query, QueryContext context) {
        Target target = Target.of(account, request);
        query.order(context).ifPresent(target.container().settings().indexing()::requireOrder);
        PartitionKey key = target.key(request);
        List<Partition> partitions = target.partitions(request, key);
        partitions.forEach(partition ->
                SessionToken.require(request.header(Headers.SESSION_TOKEN), partition.range(), partition.lsn()));
        PageRequest wanted =
                new PageRequest(request.maxItems(PageRequest.DEFAULT_ROWS), request.header(Headers.CONTINUATION));
        DocumentSource source = new PartitionSource(
                target.container().address(), partitions, key, EpkFilter.of(target, request), request.now());
        QueryPage page = QueryRun.page(query, context, wanted, source);
        return answer(target, partitions, page);
    }

    private static GatewayResponse answer(Target target, List<Partition> partitions, QueryPage page) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        page.rows().forEach(rows::add);
        byte[] body = Json.bytes(Answers.feed(target.container().address().rid(), "Documents", rows));
        GatewayResponse response = GatewayResponse.of(200)
                .body(body)
                .charge(RequestCharge.query(page.examined(), body.length))
                .header(Headers.ITEM_COUNT, Integer.toString(rows.size()));
        if (page.continuation() != null) {
            response.header(Headers.CONTINUATION, page.continuation());
        }
        return partitions.size() == 1
                ? Answers.located(response, target, partitions.getFirst())
                : Answers.located(response, target);
    }
}
