package dev.convoy.systemtests.demo;

import dev.convoy.systemtests.client.Answer;
import dev.convoy.systemtests.client.Ledger;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import java.math.BigDecimal;

/** Scenarios of one order each. */
final class SingleOrders {

    private static final int SOME_STOCK = 5;

    private SingleOrders() {}

    static void happyPath(Stage stage) {
        String product = stage.name("lamp");
        stage.orders().setStock(product, SOME_STOCK);

        String id = stage.orders()
                .place(
                        stage.name("key"),
                        OrderRequest.of(stage.name("ada"), product).withQuantity(2));
        OrderView order = stage.follow(id);

        Check.equal("status", "Completed", order.status());
        Ledger ledger = stage.orders().ledger(id);
        Check.equal("charges", 1L, ledger.charges());
        Check.equal("refunds", 0L, ledger.refunds());
        Check.equal("balance", new BigDecimal("19.80"), ledger.balance());
        Check.equal("stock left", SOME_STOCK - 2, stage.orders().available(product));
    }

    static void paymentDeclined(Stage stage) {
        String product = stage.name("chair");
        stage.orders().setStock(product, SOME_STOCK);
        OrderRequest request = OrderRequest.of(stage.name("bob"), product).withPaymentToken(OrderRequest.DECLINED);

        OrderView order = stage.follow(stage.orders().place(stage.name("key"), request));

        Check.equal("status", "Cancelled", order.status());
        Check.that("a reason is given", !order.reason().isEmpty());
        Check.that(
                "no stock was asked for, steps " + order.steps(),
                order.steps().stream().noneMatch(step -> step.contains("Inventory")));
        Check.equal("charges", 0L, stage.orders().ledger(order.id()).charges());
        Check.equal("stock left", SOME_STOCK, stage.orders().available(product));
    }

    static void outOfStock(Stage stage) {
        String product = stage.name("rug");
        stage.orders().setStock(product, 1);
        OrderRequest request = OrderRequest.of(stage.name("cyd"), product).withQuantity(2);

        OrderView order = stage.follow(stage.orders().place(stage.name("key"), request));

        Check.equal("status", "Cancelled", order.status());
        Ledger ledger = stage.orders().ledger(order.id());
        Check.equal("charges", 1L, ledger.charges());
        Check.equal("refunds", 1L, ledger.refunds());
        Check.equal("balance", 0, ledger.balance().signum());
        Check.equal("stock left", 1, stage.orders().available(product));
    }

    static void duplicatePost(Stage stage) {
        String product = stage.name("desk");
        String customer = stage.name("dan");
        String key = stage.name("key");
        stage.orders().setStock(product, SOME_STOCK);
        OrderRequest request = OrderRequest.of(customer, product);

        String first = stage.orders().place(key, request);
        String second = stage.orders().place(key, request);
        Answer misuse = stage.orders().post(key, request.withQuantity(3).json().toString());
        stage.tell("first " + first + ", again " + second + ", other body " + misuse.status());
        OrderView order = stage.follow(first);

        Check.equal("the second answer's order", first, second);
        Check.equal("status for another body", 422, misuse.status());
        Check.equal("status", "Completed", order.status());
        Check.equal(
                "orders of the customer", 1, stage.orders().ordersOf(customer).size());
        Check.equal("charges", 1L, stage.orders().ledger(first).charges());
        Check.equal("stock left", SOME_STOCK - 1, stage.orders().available(product));
    }
}
