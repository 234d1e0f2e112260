package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.query.CompiledQuery;
import dev.convoy.runtime.cosmos.query.QueryContext;
import dev.convoy.runtime.cosmos.query.UserFunctions;
import java.util.HashMap;
import java.util.Map;

/** Lists of databases, containers and scripts, whole or as a query over them selects. Stateless. */
final class ResourceFeed {

    private ResourceFeed() {}

    /** The entries a request asks for: all of them, or the rows of its query. */
    static GatewayResponse answer(GatewayRequest request, String rid, String name, ArrayNode entries) {
        ArrayNode rows = request.isSet(Headers.IS_QUERY) ? queried(request, entries) : entries;
        return GatewayResponse.of(200, Answers.feed(rid, name, rows))
                .header(Headers.ITEM_COUNT, Integer.toString(rows.size()));
    }

    private static ArrayNode queried(GatewayRequest request, ArrayNode entries) {
        ObjectNode body = Json.object(request.body());
        QueryContext context = new QueryContext(parametersOf(body), request.now(), UserFunctions.NONE);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        CompiledQuery.parse(body.path("query").asText())
                .rowsOf(entries, context)
                .forEach(rows::add);
        return rows;
    }

    /** The parameters of a query request; one without a value is undefined. */
    static Map<String, JsonNode> parametersOf(ObjectNode body) {
        Map<String, JsonNode> parameters = new HashMap<>();
        for (JsonNode parameter : body.path("parameters")) {
            JsonNode value = parameter.get("value");
            parameters.put(
                    parameter.path("name").asText(),
                    value == null ? Json.MAPPER.getNodeFactory().missingNode() : value);
        }
        return parameters;
    }
}
