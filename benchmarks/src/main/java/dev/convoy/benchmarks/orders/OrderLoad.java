package dev.convoy.benchmarks.orders;

import dev.convoy.benchmarks.report.Samples;
import dev.convoy.systemtests.client.ApiException;
import dev.convoy.systemtests.client.OrderRequest;
import dev.convoy.systemtests.client.OrdersClient;
import dev.convoy.systemtests.client.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Many orders, posted by a few clients that follow none of them: what is completed is counted by the system's own analytics, and how
 * long an order took is read from its timeline afterwards, so that watching costs next to nothing. Confined to one thread, which
 * starts the clients.
 */
final class OrderLoad {

    private static final int CLIENTS = 16;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    private static final int TIMELINES = 300;

    private final OrdersClient orders;
    private final int products;
    private final Queue<String> placed = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> posts = new ConcurrentLinkedQueue<>();
    private final AtomicLong number = new AtomicLong();

    OrderLoad(OrdersClient orders, int products) {
        this.orders = orders;
        this.products = products;
    }

    /**
     * What came of it.
     *
     * @param perSecond orders completed in each second of the time, averaged
     * @param all orders that were posted, all completed in the end
     * @param left orders under way when the time was over
     * @param orders from the first to the last entry of an order's timeline
     * @param hops from each entry to the next, by the names of both, in their order
     */
    record Result(double perSecond, int all, long left, Samples posts, Samples orders, Map<String, Samples> hops) {}

    /** Keeps so many orders under way for so long, then waits for the last of them. */
    Result underWay(int most, Duration time) throws InterruptedException {
        Semaphore places = new Semaphore(most);
        return run(time, places::acquire, places::release);
    }

    /** Posts so many orders a second for so long, whatever becomes of them, then waits for the last of them. */
    Result atRate(int perSecond, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        AtomicLong turn = new AtomicLong();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        return run(
                time,
                () -> TimeUnit.NANOSECONDS.sleep(start + turn.getAndIncrement() * gap - System.nanoTime()),
                n -> {});
    }

    private Result run(Duration time, Turn turn, Completed completed) throws InterruptedException {
        placed.clear();
        posts.clear();
        long before = completed();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> post(turn, over));
            }
            long seen = watch(before, System.nanoTime() + time.toNanos(), completed);
            double perSecond = (seen - before) / (time.toNanos() / 1e9);
            over.set(true);
            long left = placed.size() - (seen - before);
            clients.shutdownNow();
            drain(before);
            List<List<Step>> timelines = timelines();
            return new Result(
                    perSecond,
                    placed.size(),
                    left,
                    new Samples(List.copyOf(posts)),
                    new Samples(timelines.stream().map(OrderLoad::length).toList()),
                    hops(timelines));
        } finally {
            clients.shutdownNow();
        }
    }

    private void post(Turn turn, AtomicBoolean over) {
        try {
            while (!over.get()) {
                turn.await();
                long n = number.getAndIncrement();
                long start = System.nanoTime();
                String id = orders.place(
                        UUID.randomUUID().toString(), OrderRequest.of("load-" + n, "product-" + n % products));
                posts.add(Duration.ofNanos(System.nanoTime() - start));
                placed.add(id);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ApiException problem) {
            if (!over.get()) {
                throw problem;
            }
        }
    }

    private long watch(long before, long end, Completed each) throws InterruptedException {
        long seen = before;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            long now = completed();
            each.more((int) (now - seen));
            seen = now;
        }
        return seen;
    }

    private void drain(long before) throws InterruptedException {
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (completed() - before < placed.size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        placed.size() - (completed() - before) + " orders are not completed after " + DRAIN_LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private List<List<Step>> timelines() {
        List<String> ids = List.copyOf(placed);
        int step = Math.max(1, ids.size() / TIMELINES);
        return IntStream.range(0, ids.size())
                .filter(i -> i % step == 0)
                .mapToObj(i -> orders.order(ids.get(i)).timeline())
                .toList();
    }

    private static Duration length(List<Step> timeline) {
        return Duration.between(timeline.getFirst().at(), timeline.getLast().at());
    }

    private static Map<String, Samples> hops(List<List<Step>> timelines) {
        Map<String, List<Duration>> hops = new LinkedHashMap<>();
        for (List<Step> timeline : timelines) {
            for (int i = 1; i < timeline.size(); i++) {
                Step from = timeline.get(i - 1);
                Step to = timeline.get(i);
                hops.computeIfAbsent(from.name() + " to " + to.name(), hop -> new ArrayList<>())
                        .add(Duration.between(from.at(), to.at()));
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        hops.forEach((hop, durations) -> samples.put(hop, new Samples(durations)));
        return samples;
    }

    /** Orders completed since the system was started, by its own count. */
    private long completed() {
        Instant now = Instant.now();
        return orders.call(
                        "GET",
                        "/analytics/summary?bucket=day&from=" + now.minus(Duration.ofDays(2)) + "&to="
                                + now.plus(Duration.ofDays(1)),
                        "",
                        Map.of())
                .body()
                .path("totals")
                .path("events")
                .path("OrderCompleted")
                .asLong();
    }

    /** Returns when the next order may be posted. */
    private interface Turn {

        void await() throws InterruptedException;
    }

    /** Is told of orders that were completed. */
    private interface Completed {

        void more(int count);
    }
}
