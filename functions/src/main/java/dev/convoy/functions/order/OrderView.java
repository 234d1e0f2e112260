package dev.convoy.functions.order;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderDocument;
import java.util.List;

/** Orders as callers see them: all but what is secret or ours. Stateless. */
final class OrderView {

    private static final List<String> INTERNAL =
            List.of("id", "kind", "clientId", "paymentToken", "requestDigest", "correlationId", "traceparent");

    private OrderView() {}

    static ObjectNode of(OrderDocument order) {
        ObjectNode view = Json.tree(order);
        view.remove(INTERNAL);
        return view;
    }

    /** The answer to a placed order; only what never changes, so that a repetition gets the same. */
    static ObjectNode accepted(OrderDocument order) {
        return Json.mapper()
                .createObjectNode()
                .put("orderId", order.orderId().value())
                .put("status", "Pending")
                .put("totalAmount", order.totalAmount().toString())
                .put("currency", order.currency())
                .put("createdAt", order.createdAt().toString());
    }

    static ObjectNode page(OrderBook.Page page) {
        ObjectNode view = Json.mapper().createObjectNode();
        ArrayNode orders = view.putArray("orders");
        page.orders().forEach(order -> orders.add(of(order)));
        page.continuation().ifPresent(token -> view.put("continuation", OrderFilter.encoded(token)));
        return view;
    }
}
