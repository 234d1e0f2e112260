package dev.convoy.benchmarks.durable;

import dev.convoy.benchmarks.durable.Measured.Latency;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Runs workflows, many at once for throughput and one at a time for latency. Stateless. */
final class Load {

    static final int STEPS = 5;

    private Load() {}

    /**
     * @param start starts a workflow and completes when it has ended
     */
    static Measured run(String scenario, int warmUp, int count, int atOnce, IntFunction<CompletableFuture<?>> start)
            throws InterruptedException {
        throughput(warmUp, atOnce, start);
        Duration elapsed = throughput(count, atOnce, start);
        return new Measured(scenario, count, STEPS, elapsed, latency(Math.min(count, 300), start));
    }

    private static Duration throughput(int count, int atOnce, IntFunction<CompletableFuture<?>> start)
            throws InterruptedException {
        Semaphore room = new Semaphore(atOnce);
        CountDownLatch ended = new CountDownLatch(count);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            room.acquire();
            CompletableFuture<?> unused = start.apply(i).whenComplete((value, problem) -> {
                if (problem != null) {
                    failure.set(problem);
                }
                room.release();
                ended.countDown();
            });
        }
        ended.await();
        if (failure.get() != null) {
            throw new IllegalStateException("a workflow failed", failure.get());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Latency latency(int count, IntFunction<CompletableFuture<?>> start) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            start.apply(i).join();
            nanos[i] = (System.nanoTime() - begin) / STEPS;
        }
        Arrays.sort(nanos);
        return new Latency(Duration.ofNanos(nanos[count / 2]), Duration.ofNanos(nanos[count * 99 / 100]));
    }
}
