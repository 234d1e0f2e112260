package dev.convoy.systemtests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.Ledger;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.OrdersClient;
import java.time.Duration;
import java.util.Map;

/** Scenarios of orders that customers cancel, workers are late for, or persons must repair. */
final class UnhappyOrders {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int STOCK = 5;
    private static final String PAYMENT_COMMANDS = "payment-commands";
    private static final String INVENTORY_COMMANDS = "inventory-commands";
    private static final String CANCELLED = "Cancelled";
    private static final String NEEDS_ATTENTION = "NeedsAttention";

    private UnhappyOrders() {}

    static void cancelledBeforePayment(Stage stage) {
        String product = stage.name("vase");
        stage.orders().setStock(product, STOCK);
        stage.bus().suspend(PAYMENT_COMMANDS);
        String id = place(stage, product, OrderRequest.APPROVED);
        try {
            cancel(stage, id);
            stage.until(
                    "the wish to cancel is noted",
                    LIMIT,
                    () -> stage.orders().order(id).steps().contains("OrderCancellationRequested"));
            Check.equal("status", "Pending", stage.orders().order(id).status());
        } finally {
            stage.bus().resume(PAYMENT_COMMANDS);
        }
        OrderView order = stage.follow(id);

        Check.equal("status", CANCELLED, order.status());
        Check.that("no stock was asked for", !order.steps().contains("OrderInventoryRequested"));
        checkMoneyBack(stage, id);
        checkStockBack(stage, product);
    }

    static void cancelledAfterPayment(Stage stage) {
        String product = stage.name("clock");
        stage.orders().setStock(product, STOCK);
        stage.bus().suspend(INVENTORY_COMMANDS);
        String id = place(stage, product, OrderRequest.APPROVED);
        try {
            stage.until(
                    "it is paid", LIMIT, () -> stage.orders().order(id).status().equals("Paid"));
            cancel(stage, id);
            stage.until(
                    "the wish to cancel is noted",
                    LIMIT,
                    () -> stage.orders().order(id).steps().contains("OrderCancellationRequested"));
        } finally {
            stage.bus().resume(INVENTORY_COMMANDS);
        }
        OrderView order = stage.follow(id);

        Check.equal("status", CANCELLED, order.status());
        Check.that("the stock was given back", order.steps().contains("InventoryReleased"));
        checkMoneyBack(stage, id);
        checkStockBack(stage, product);
    }

    static void paymentAfterItsDeadline(Stage stage) {
        String product = stage.name("sofa");
        stage.orders().setStock(product, STOCK);
        stage.bus().suspend(PAYMENT_COMMANDS);
        String id = place(stage, product, OrderRequest.APPROVED);
        OrderView givenUp;
        try {
            givenUp = stage.follow(id);
        } finally {
            stage.bus().resume(PAYMENT_COMMANDS);
        }
        Check.equal("status at the deadline", CANCELLED, givenUp.status());
        Check.that("the deadline is named", givenUp.steps().contains("PaymentDeadlinePassed"));

        stage.tell("payment answers only now");
        stage.until(
                "the late charge is given back",
                LIMIT,
                () -> stage.orders().order(id).steps().contains("PaymentRefunded"));

        Check.equal("status", CANCELLED, stage.orders().order(id).status());
        checkMoneyBack(stage, id);
        checkStockBack(stage, product);
    }

    static void stuckCompensation(Stage stage) {
        String product = stage.name("piano");
        stage.orders().setStock(product, 0);
        String id = place(stage, product, "tok_refund_stuck");
        Check.equal("status", NEEDS_ATTENTION, stage.follow(id).status());

        try (OrdersClient operators = stage.operators()) {
            Answer stranger = operators.call(
                    "POST", repair(id, "settle"), note(), Map.of("x-ms-client-principal-name", "mallory"));
            stage.tell("mallory settles: " + stranger.status());
            Check.equal("settling without the role", 403, stranger.status());
            Check.equal(
                    "retry",
                    202,
                    operators
                            .call("POST", repair(id, "retry"), note(), Map.of())
                            .status());
            stage.until(
                    "it was asked again, in vain",
                    LIMIT,
                    () -> stage.orders().order(id).steps().contains("OperatorRetry")
                            && stage.orders().order(id).status().equals(NEEDS_ATTENTION));
            Check.equal(
                    "settle",
                    202,
                    operators
                            .call("POST", repair(id, "settle"), note(), Map.of())
                            .status());
        }
        stage.until(
                "it is settled", LIMIT, () -> stage.orders().order(id).status().equals(CANCELLED));

        OrderView order = stage.orders().order(id);
        stage.tell(String.join(" > ", order.steps()));
        Check.that("the settlement is in the timeline", order.steps().contains("OperatorSettle"));
        Check.equal("charges", 1L, stage.orders().ledger(id).charges());
    }

    static void mailServerAway(Stage stage) {
        String product = stage.name("globe");
        stage.orders().setStock(product, STOCK);
        String id = place(stage, product, OrderRequest.APPROVED);

        Check.equal("status, mail or no mail", "Completed", stage.follow(id).status());
        stage.until("three attempts have failed", LIMIT, () -> attempts(stage, id) >= 3);
        stage.tell(attempts(stage, id) + " attempts to send the letter have failed; the mail server comes back");
        try (MailServer server = MailServer.at(stage.mailPort())) {
            stage.until("the letter arrives", LIMIT, () -> server.lettersAbout(id) == 1);
            stage.until(
                    "it is recorded",
                    LIMIT,
                    () -> letter(stage, id).path("state").asText().equals("Sent"));
        }
    }

    private static String place(Stage stage, String product, String token) {
        OrderRequest request = OrderRequest.of(stage.name("ivy"), product).withPaymentToken(token);
        return stage.orders().place(stage.name("key"), request);
    }

    private static void cancel(Stage stage, String id) {
        Answer answer =
                stage.orders().call("POST", "/orders/" + id + "/cancel", "{\"reason\": \"too loud\"}", Map.of());
        Check.equal("answer to the wish to cancel", 202, answer.status());
    }

    private static void checkMoneyBack(Stage stage, String id) {
        Ledger ledger = stage.orders().ledger(id);
        Check.equal("charges", 1L, ledger.charges());
        Check.equal("refunds", 1L, ledger.refunds());
        Check.equal("balance", 0, ledger.balance().signum());
    }

    private static void checkStockBack(Stage stage, String product) {
        stage.until("all stock is there", LIMIT, () -> stage.orders().available(product) == STOCK);
    }

    private static String repair(String id, String deed) {
        return "/operations/orders/" + id + "/" + deed;
    }

    private static String note() {
        return "{\"note\": \"given back in cash\"}";
    }

    private static int attempts(Stage stage, String id) {
        return letter(stage, id).path("attempts").size();
    }

    private static JsonNode letter(Stage stage, String id) {
        return stage.orders()
                .call("GET", "/notifications?orderId=" + id, "", Map.of())
                .body()
                .path("notifications")
                .path(0);
    }
}
