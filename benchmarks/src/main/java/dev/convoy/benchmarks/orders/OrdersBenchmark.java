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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Load on the order saga: how long the stack takes to come up, how long one warm order takes from POST to Completed, and how many orders
 * per second are completed while a fixed number is always under way, or what becomes of orders that come at a fixed rate.
 */
@Command(
        name = "./convoy bench orders",
        mixinStandardHelpOptions = true,
        description = "Measures the order saga on a stack of its own.")
public final class OrdersBenchmark implements Callable<Integer> {

    private static final int WARM_UP_WIDTH = 8;
    private static final int WARM_UP_ORDERS = 40;
    private static final int SINGLE = 100;
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(60);
    private static final int PRODUCTS = 32;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Load before anything is measured (default: 60).")
    private int warmUpSeconds = 60;

    @Option(names = "--seconds", description = "How long the load is measured (default: 30).")
    private int seconds = 30;

    @Option(names = "--under-way", paramLabel = "ORDERS", description = "Orders always under way (default: 64).")
    private int underWay = 64;

    @Option(
            names = "--rate",
            paramLabel = "ORDERS",
            description = "Also: orders that come so often a second, again so long.")
    private int rate;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OrdersBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WorkPlace place = WorkPlace.current();
        Path log = place.work()
                .resolve("logs/bench-orders-" + ProcessHandle.current().pid() + ".log");
        Report report = new Report("orders", Clock.systemUTC().instant());
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                StackProcess stack = StackProcess.start(place.home(), data.path(), log);
                OrdersClient orders = new OrdersClient(stack.url())) {
            report.figure(
                    "./convoy up to the first 2xx", stack.timeToFirstAnswer().toMillis() / 1000.0, "s");
            measure(stack, orders, report);
        }
        report.write(place.home().resolve("benchmarks/target/reports"));
        return 0;
    }

    private void measure(StackProcess stack, OrdersClient orders, Report report) throws InterruptedException {
        for (int i = 0; i < PRODUCTS; i++) {
            orders.setStock("product-" + i, 1_000_000);
        }
        report.figure(
                "the very first order, POST to Completed", order(orders, 0).toNanos() / 1e6, "ms");
        Crowd.atOnce(WARM_UP_WIDTH, user -> warmUp(orders));
        single(orders, report, "one order, POST to Completed");
        OrderLoad load = new OrderLoad(orders, PRODUCTS);
        if (warmUpSeconds > 0) {
            OrderLoad.Result warm = load.underWay(underWay, Duration.ofSeconds(warmUpSeconds));
            report.figure("completed orders during the warm-up", warm.perSecond(), "orders/s");
        }
        single(orders, report, "one warm order, POST to Completed");
        Duration time = Duration.ofSeconds(seconds);
        Map<String, Duration> before = stack.processorTime();
        OrderLoad.Result full = load.underWay(underWay, time);
        tell(report, underWay + " always under way", full);
        stack.tellProcessorTime(report, before, full.all(), "order");
        if (rate > 0) {
            OrderLoad.Result steady = load.atRate(rate, time);
            tell(report, rate + " posted a second", steady);
            report.figure("orders under way at the end of that", steady.left(), "orders");
        }
    }

    private static void tell(Report report, String load, OrderLoad.Result result) {
        report.figure("completed, " + load, result.perSecond(), "orders/s");
        report.latencies("POST, " + load, result.posts());
        report.latencies("created to completed, " + load, result.orders());
        result.hops().forEach((hop, samples) -> report.latencies(load + ": " + hop, samples));
    }

    private static void single(OrdersClient orders, Report report, String title) {
        List<Duration> single = new ArrayList<>();
        for (int i = 0; i < SINGLE; i++) {
            single.add(order(orders, i));
        }
        report.latencies(title, new Samples(single));
    }

    private static int warmUp(OrdersClient orders) {
        for (int i = 0; i < WARM_UP_ORDERS; i++) {
            order(orders, i);
        }
        return WARM_UP_ORDERS;
    }

    private static Duration order(OrdersClient orders, int n) {
        long start = System.nanoTime();
        String id = orders.place(UUID.randomUUID().toString(), OrderRequest.of("load-" + n, "product-" + n % PRODUCTS));
        OrderView order = orders.follow(id, ORDER_LIMIT, any -> {});
        if (!order.status().equals("Completed")) {
            throw new IllegalStateException("order " + id + " ended " + order.status() + ": " + order.reason());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
