package dev.convoy.runtime.cosmos.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a query's answer.
 *
 * @param continuation where the next page starts, null after the last
 * @param examined documents that were looked at for this page
 */
public record QueryPage(List<JsonNode> rows, @Nullable String continuation, int examined) {

    public QueryPage {
        rows = List.copyOf(rows);
    }
}
