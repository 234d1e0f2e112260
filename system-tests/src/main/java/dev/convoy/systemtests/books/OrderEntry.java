package dev.convoy.systemtests.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.systemtests.client.Ledger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An order as the books see it.
 *
 * @param pieces of each product
 * @param refund what became of giving the money back: None, Owed, Asked, Done or Settled (by hand)
 * @param release the same of the stock
 * @param announced whether it was announced as cancelled
 */
record OrderEntry(
        String id,
        String status,
        BigDecimal total,
        Map<String, Long> pieces,
        String refund,
        String release,
        boolean announced,
        Instant createdAt,
        Ledger ledger) {

    static final String SETTLED = "Settled";
    private static final Set<String> OPEN = Set.of("Owed", "Asked");

    OrderEntry {
        pieces = Map.copyOf(pieces);
    }

    static OrderEntry of(JsonNode order, Ledger ledger) {
        Map<String, Long> pieces = new TreeMap<>();
        order.path("items")
                .forEach(item -> pieces.merge(
                        item.path("productId").asText(), item.path("quantity").asLong(), Long::sum));
        return new OrderEntry(
                order.path("orderId").asText(),
                order.path("status").asText(),
                new BigDecimal(order.path("totalAmount").asText("0")),
                pieces,
                order.at("/compensation/refund").asText("None"),
                order.at("/compensation/release").asText("None"),
                order.has("cancelledAt"),
                Instant.parse(order.path("createdAt").asText()),
                ledger);
    }

    /** Something will still happen to it by itself. */
    boolean isUnderWay() {
        return switch (status) {
            case "Completed", "NeedsAttention" -> false;
            case "Cancelled" -> OPEN.contains(refund) || OPEN.contains(release);
            default -> true;
        };
    }

    boolean isCompleted() {
        return status.equals("Completed");
    }

    /** Whether its stock may, but need not, be held still. */
    boolean mayHoldStock() {
        return isUnderWay() || status.equals("NeedsAttention") || release.equals(SETTLED);
    }

    /** Whether its money may, but need not, have been kept: under way, waiting for a person, or given back outside. */
    boolean mayKeepMoney() {
        return isUnderWay() || status.equals("NeedsAttention") || refund.equals(SETTLED);
    }
}
