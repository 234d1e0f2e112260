package dev.convoy.benchmarks.orders;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrderView;
import dev.convoy.systemtests.client.OrdersClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Load on the order saga: how long the stack takes to come up, how long one warm order takes from POST to Completed, and how many orders
 * per second are completed while a fixed number is always under way.
 */
public final class OrdersBenchmark {

    private static final int WARM_UP_WIDTH = 8;
    private static final int WARM_UP_ORDERS = 40;
    private static final int SINGLE = 100;
    private static final int UNDER_WAY = 64;
    private static final Duration SUSTAINED = Duration.ofSeconds(30);
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(60);
    private static final int PRODUCTS = 32;

    private final OrdersClient orders;
    private final Report report;

    private OrdersBenchmark(OrdersClient orders, Report report) {
        this.orders = orders;
        this.report = report;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WorkPlace place = WorkPlace.current();
        Path log = place.work()
                .resolve("logs/bench-orders-" + ProcessHandle.current().pid() + ".log");
        Report report = new Report("orders", Clock.systemUTC().instant());
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                StackProcess stack = StackProcess.start(place.home(), data.path(), log);
                OrdersClient orders = new OrdersClient(stack.url())) {
            report.figure(
                    "./convoy up to the first 2xx", stack.timeToFirstAnswer().toMillis() / 1000.0, "s");
            new OrdersBenchmark(orders, report).run();
        }
        report.write(place.home().resolve("benchmarks/target/reports"));
    }

    private void run() {
        for (int i = 0; i < PRODUCTS; i++) {
            orders.setStock(product(i), 1_000_000);
        }
        report.figure("the very first order, POST to Completed", order(0).toNanos() / 1e6, "ms");
        Crowd.atOnce(WARM_UP_WIDTH, user -> warmUp());
        List<Duration> single = new ArrayList<>();
        for (int i = 0; i < SINGLE; i++) {
            single.add(order(i));
        }
        report.latencies("one warm order, POST to Completed", new Samples(single));
        sustained();
    }

    private void sustained() {
        long start = System.nanoTime();
        long end = start + SUSTAINED.toNanos();
        List<Duration> took = Crowd.atOnce(UNDER_WAY, first -> {
                    List<Duration> own = new ArrayList<>();
                    for (int n = first; System.nanoTime() < end; n++) {
                        own.add(order(n));
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        report.figure("completed orders, " + UNDER_WAY + " always under way", took.size() / seconds, "orders/s");
        report.latencies("an order under that load", new Samples(took));
    }

    private int warmUp() {
        for (int i = 0; i < WARM_UP_ORDERS; i++) {
            order(i);
        }
        return WARM_UP_ORDERS;
    }

    private Duration order(int n) {
        long start = System.nanoTime();
        String id = orders.place(UUID.randomUUID().toString(), OrderRequest.of("load-" + n, product(n)));
        OrderView order = orders.follow(id, ORDER_LIMIT, any -> {});
        if (!order.status().equals("Completed")) {
            throw new IllegalStateException("order " + id + " ended " + order.status() + ": " + order.reason());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String product(int n) {
        return "product-" + n % PRODUCTS;
    }
}
