package dev.convoy.systemtests.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many users who do something at the same moment. */
public final class Crowd {

    private Crowd() {}

    /**
     * Does the deed {@code count} times side by side, each with its number, and answers what came of it in that order.
     *
     * @throws RuntimeException the first failure of any, once all have ended
     */
    public static <T> List<T> atOnce(int count, IntFunction<T> deed) {
        List<Future<T>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> deed.apply(number)));
            }
        }
        return running.stream().map(Crowd::resultOf).toList();
    }

    private static <T> T resultOf(Future<T> ended) {
        try {
            return ended.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", interrupted);
        }
    }
}
