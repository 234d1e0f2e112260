package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Json;

/** What the account document says of the query engine's limits; the SDKs want it to be there. Stateless. */
final class QueryEngineConfiguration {

    static final String JSON = json();

    private QueryEngineConfiguration() {}

    private static String json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("maxSqlQueryInputLength", 524_288).put("maxJoinsPerSqlQuery", 10);
        json.put("maxLogicalAndPerSqlQuery", 2000).put("maxLogicalOrPerSqlQuery", 2000);
        json.put("maxUdfRefPerSqlQuery", 10).put("maxInExpressionItemsCount", 16_000);
        json.put("queryMaxInMemorySortDocumentCount", 500).put("maxQueryRequestTimeoutFraction", 0.9);
        json.put("sqlAllowNonFiniteNumbers", false).put("sqlAllowAggregateFunctions", true);
        json.put("sqlAllowSubQuery", true).put("sqlAllowScalarSubQuery", true).put("allowNewKeywords", true);
        json.put("sqlAllowLike", true).put("sqlAllowGroupByClause", true).put("maxSpatialQueryCells", 12);
        json.put("spatialMaxGeometryPointCount", 256).put("sqlDisableOptimizationFlags", 0);
        json.put("sqlAllowTop", true).put("enableSpatialIndexing", true);
        return json.toString();
    }
}
