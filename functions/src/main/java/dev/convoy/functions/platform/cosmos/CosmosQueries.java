package dev.convoy.functions.platform.cosmos;

import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.SqlParameter;
import com.azure.cosmos.models.SqlQuerySpec;
import dev.convoy.functions.platform.store.DocumentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Document queries in Cosmos SQL; values are always parameters. Stateless. */
final class CosmosQueries {

    private CosmosQueries() {}

    static SqlQuerySpec spec(DocumentQuery query) {
        StringBuilder sql =
                new StringBuilder("SELECT ").append(selection(query)).append(" FROM c");
        List<SqlParameter> parameters = new ArrayList<>();
        for (Map.Entry<String, String> condition : query.equal().entrySet()) {
            String parameter = "@p" + parameters.size();
            sql.append(parameters.isEmpty() ? " WHERE" : " AND")
                    .append(" c.")
                    .append(condition.getKey())
                    .append(" = ")
                    .append(parameter);
            parameters.add(new SqlParameter(parameter, condition.getValue()));
        }
        query.newestBy()
                .ifPresent(field -> sql.append(" ORDER BY c.").append(field).append(" DESC"));
        return new SqlQuerySpec(sql.toString(), parameters);
    }

    private static String selection(DocumentQuery query) {
        return query.fields().isEmpty()
                ? "*"
                : query.fields().stream().map(field -> "c[\"" + field + "\"]").collect(Collectors.joining(", "));
    }

    static CosmosQueryRequestOptions options(DocumentQuery query) {
        CosmosQueryRequestOptions options = new CosmosQueryRequestOptions();
        query.partition().map(PartitionKey::new).ifPresent(options::setPartitionKey);
        return options;
    }
}
