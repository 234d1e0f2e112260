package dev.convoy.systemtests.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An order to place: one product, some pieces, at a price, paid with a test token. */
public record OrderRequest(String customerId, String productId, int quantity, String price, String paymentToken) {

    /** The payment token that every gateway of the simulation accepts. */
    public static final String APPROVED = "tok_approve";

    /** The payment token that is always declined. */
    public static final String DECLINED = "tok_decline";

    /** One piece for 9.90, paid. */
    public static OrderRequest of(String customerId, String productId) {
        return new OrderRequest(customerId, productId, 1, "9.90", APPROVED);
    }

    public OrderRequest withQuantity(int quantity) {
        return new OrderRequest(customerId, productId, quantity, price, paymentToken);
    }

    public OrderRequest withPaymentToken(String token) {
        return new OrderRequest(customerId, productId, quantity, price, token);
    }

    /** The request's JSON. */
    public ObjectNode json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("customerId", customerId);
        body.put("paymentToken", paymentToken);
        body.putArray("items")
                .addObject()
                .put("productId", productId)
                .put("quantity", quantity)
                .put("price", price);
        return body;
    }
}
