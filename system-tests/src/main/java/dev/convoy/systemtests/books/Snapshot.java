package dev.convoy.systemtests.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Everything a check looks at, read once.
 *
 * @param counted events by short name, since the first order
 * @param charged money taken, as analytics counted it
 * @param refunded money given back, as analytics counted it
 */
record Snapshot(
        List<OrderEntry> orders,
        List<Level> products,
        Map<String, Long> counted,
        BigDecimal charged,
        BigDecimal refunded) {

    Snapshot {
        orders = List.copyOf(orders);
        products = List.copyOf(products);
        counted = Map.copyOf(counted);
    }

    /** What there is of one product. */
    record Level(String productId, long available, long held) {

        static Level of(JsonNode stock) {
            return new Level(
                    stock.path("productId").asText(),
                    stock.path("available").asLong(),
                    stock.path("held").asLong());
        }
    }

    long count(String event) {
        return counted.getOrDefault(event, 0L);
    }
}
