package dev.convoy.benchmarks.cosmos;

import dev.convoy.benchmarks.report.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** A closed loop: so many connections, each sending its next request when the last is answered. */
final class Load {

    private final int port;
    private final int connections;
    private final int expected;

    /**
     * A load on a server.
     *
     * @param expected the status that every answer must have
     */
    Load(int port, int connections, int expected) {
        this.port = port;
        this.connections = connections;
        this.expected = expected;
    }

    /**
     * Runs for a time.
     *
     * @param requests what the connection with that number sends
     */
    Result run(IntFunction<Source> requests, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Duration> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<List<Duration>>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Source source = requests.apply(i);
                running.add(threads.submit(() -> loop(source, end)));
            }
            for (Future<List<Duration>> one : running) {
                all.addAll(one.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the load failed: " + failed.getCause(), failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return new Result(all, Duration.ofNanos(System.nanoTime() - begin));
    }

    private List<Duration> loop(Source source, long end) throws IOException {
        List<Duration> durations = new ArrayList<>();
        try (Connection connection = new Connection(port)) {
            for (long begin = System.nanoTime(); begin < end; ) {
                int status = connection.status(source.next());
                if (status != expected) {
                    throw new IOException("answered with " + status);
                }
                long now = System.nanoTime();
                durations.add(Duration.ofNanos(now - begin));
                begin = now;
            }
        }
        return durations;
    }

    /** Gives one request after another. Confined to one thread. */
    @FunctionalInterface
    interface Source {
        byte[] next();
    }

    /** How long each request took, and all of them. */
    record Result(List<Duration> durations, Duration time) {

        Result {
            durations = List.copyOf(durations);
        }

        double perSecond() {
            return durations.size() / (time.toNanos() / 1e9);
        }

        Samples samples() {
            return new Samples(durations);
        }
    }
}
