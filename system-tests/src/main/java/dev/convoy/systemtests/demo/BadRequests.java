package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.OrdersClient;
import java.util.List;
import java.util.Map;

/** A scenario of callers who ask for what they must not get. */
final class BadRequests {

    private static final Map<String, String> MALLORY =
            Map.of("x-ms-client-principal-id", "mallory", "x-ms-client-principal-name", "mallory");
    private static final String NOTE = "{\"note\": \"trust me\"}";

    private BadRequests() {}

    static void refused(Stage stage) {
        String product = stage.name("book");
        stage.orders().setStock(product, 1);
        OrderRequest wish = OrderRequest.of(stage.name("amy"), product);

        ObjectNode inDollars = wish.json().put("currency", "USD");
        Answer currency = stage.orders().post(stage.name("key"), inDollars.toString());
        tell(stage, "an order in a currency that is not ours", currency);
        Check.equal("an unknown currency", 400, currency.status());
        Check.equal("the field", "currency", field(currency));

        String id = stage.orders().place(stage.name("key"), wish.withPaymentToken("tok_made_up"));
        OrderView order = stage.follow(id);
        Check.equal("status after an unknown payment token", "Cancelled", order.status());
        Check.that("the reason names it: " + order.reason(), order.reason().contains("unknown payment token"));

        notHis(stage, id);
    }

    private static void notHis(Stage stage, String id) {
        Answer unknown = cancel(stage, "ord-never-placed", Map.of());
        tell(stage, "cancelling an order that does not exist", unknown);
        Check.equal("an unknown order", 404, unknown.status());
        Answer foreign = cancel(stage, id, MALLORY);
        tell(stage, "cancelling somebody else's order", foreign);
        Check.equal("a foreign order", 404, foreign.status());
        for (String path : List.of("/orders/" + id, "/payments?orderId=" + id, "/notifications?orderId=" + id)) {
            Check.equal(
                    "reading " + path + " of a foreign order",
                    404,
                    stage.orders().call("GET", path, "", MALLORY).status());
        }
        try (OrdersClient operators = stage.operators()) {
            Answer settled = operators.call("POST", "/operations/orders/" + id + "/settle", NOTE, MALLORY);
            tell(stage, "settling without being an operator", settled);
            Check.equal("settling without the role", 403, settled.status());
        }
    }

    private static Answer cancel(Stage stage, String id, Map<String, String> headers) {
        return stage.orders().call("POST", "/orders/" + id + "/cancel", "", headers);
    }

    private static String field(Answer answer) {
        return answer.body().path("errors").path(0).path("field").asText();
    }

    private static void tell(Stage stage, String deed, Answer answer) {
        stage.tell(deed + ": " + answer.status() + " "
                + answer.body().path("detail").asText());
    }
}
