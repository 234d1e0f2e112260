package dev.convoy.systemtests.demo;

import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.Ledger;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import java.util.List;

/** Scenarios of many orders at once. */
final class ManyOrders {

    private static final int RIVALS = 50;
    private static final int LAST = 10;
    private static final int CAUGHT_IN_THE_ACT = 20;

    private ManyOrders() {}

    static void fiftyForTheLastTen(Stage stage) {
        String product = stage.name("ticket");
        stage.orders().setStock(product, LAST);

        List<String> ids = Crowd.atOnce(
                RIVALS, i -> stage.orders().place(stage.name("key"), OrderRequest.of(stage.name("fan"), product)));
        List<OrderView> ends = stage.followAll(ids);

        Check.equal("completed", (long) LAST, count(ends, "Completed"));
        Check.equal("cancelled", (long) RIVALS - LAST, count(ends, "Cancelled"));
        checkBooks(stage, ends);
        Check.equal("stock left", 0, stage.orders().available(product));
    }

    static void killInMidSaga(Stage stage) {
        String product = stage.name("bike");
        stage.orders().setStock(product, CAUGHT_IN_THE_ACT);
        List<String> ids = Crowd.atOnce(CAUGHT_IN_THE_ACT, i -> stage.orders()
                .place(stage.name("key"), OrderRequest.of(stage.name("eve"), product)));

        long victim = stage.stack().app("functions").workerProcessId();
        ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
        stage.tell("killed process " + victim + " with -9; " + CAUGHT_IN_THE_ACT + " orders are under way");
        List<OrderView> ends = stage.followAll(ids);

        Check.that("another process took over", stage.stack().app("functions").workerProcessId() != victim);
        checkBooks(stage, ends);
        Check.equal("completed", (long) CAUGHT_IN_THE_ACT, count(ends, "Completed"));
        Check.equal("stock left", 0, stage.orders().available(product));
    }

    /** Nobody pays twice; who gets nothing gets the money back. */
    private static void checkBooks(Stage stage, List<OrderView> orders) {
        for (OrderView order : orders) {
            Ledger ledger = stage.orders().ledger(order.id());
            boolean completed = order.status().equals("Completed");
            Check.equal("charges of order " + order.id(), 1L, ledger.charges());
            Check.equal("refunds of order " + order.id(), completed ? 0L : 1L, ledger.refunds());
            Check.equal(
                    "money kept for order " + order.id(),
                    completed ? 1 : 0,
                    ledger.balance().signum());
        }
    }

    private static long count(List<OrderView> orders, String status) {
        return orders.stream().filter(order -> order.status().equals(status)).count();
    }
}
