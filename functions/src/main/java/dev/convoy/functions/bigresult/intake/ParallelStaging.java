package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Stages the chunks of a batch side by side; the store bounds how many at once. Threads are virtual, one a chunk of the batch. Safe for use by several
 * threads.
 */
final class ParallelStaging implements AutoCloseable {

    private final ChunkStore store;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ParallelStaging(ChunkStore store) {
        this.store = store;
    }

    /** Stages them all, then fails if one failed. */
    Map<Arrival, ChunkStore.Staging> stage(List<Arrival> arrivals, Function<Arrival, ChunkStore.Task> tasks) {
        Map<Arrival, ChunkStore.Staging> results = new LinkedHashMap<>();
        if (arrivals.size() == 1) {
            Arrival only = arrivals.getFirst();
            results.put(only, store.stage(tasks.apply(only)));
            return results;
        }
        List<Future<ChunkStore.Staging>> running = new ArrayList<>();
        arrivals.forEach(arrival -> running.add(threads.submit(() -> store.stage(tasks.apply(arrival)))));
        for (int i = 0; i < arrivals.size(); i++) {
            results.put(arrivals.get(i), await(running.get(i)));
        }
        return results;
    }

    void discard(ChunkPayload.Staged reference) {
        store.discard(reference);
    }

    private static ChunkStore.Staging await(Future<ChunkStore.Staging> staging) {
        try {
            return staging.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while chunks were staged", e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
