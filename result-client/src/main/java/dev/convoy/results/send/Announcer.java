package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.ResultChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Sends the messages of chunks, in batches of what has gathered meanwhile. Whoever announces waits while too many wait. Safe for use by several threads. */
final class Announcer implements AutoCloseable {

    private static final int SENDERS = 4;
    private static final int MOST_WAITING = 256;
    private static final int MOST_IN_BATCH = 32;

    private final BlockingQueue<ResultChunk> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            SENDERS, Thread.ofPlatform().name("announce-", 0).daemon(true).factory());
    private final Consumer<List<ResultChunk>> send;
    private final WorkUnderWay work;

    /**
     * @param send sends a batch, or throws
     * @param work every announced chunk has been begun there, and is ended when it is sent
     */
    Announcer(Consumer<List<ResultChunk>> send, WorkUnderWay work) {
        this.send = send;
        this.work = work;
        for (int i = 0; i < SENDERS; i++) {
            threads.execute(this::run);
        }
    }

    /** Hands the chunk's message over. */
    void announce(ResultChunk chunk) throws InterruptedException {
        waiting.put(chunk);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void run() {
        List<ResultChunk> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_IN_BATCH - 1);
                sendOne(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOne(List<ResultChunk> batch) {
        try {
            send.accept(List.copyOf(batch));
            batch.forEach(sent -> work.end());
        } catch (RuntimeException failed) { // told to whoever waits for the work
            batch.forEach(unsent -> work.fail(failed));
        }
    }
}
