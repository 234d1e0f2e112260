package dev.convoy.benchmarks.host;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.OrchestrationMetadata;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Run it with the staged sample app's folder and a folder for the report. */
public final class HostBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int CONNECTIONS = 32;
    private static final int WARM_ORCHESTRATIONS = 2_000;
    private static final int ORCHESTRATIONS = 4_000;
    private static final int CLIENTS = 4;

    private HostBenchmark() {}

    /** Arguments: the staged folder, the folder for the report. */
    public static void main(String[] args) throws Exception {
        Path staged =
                Path.of(args.length > 0 ? args[0] : "system-tests/sample-app/target/azure-functions/convoy-sample");
        Report report = new Report("functions-host", Instant.now());
        Path data = Files.createTempDirectory("host-benchmark");
        try (DurableHub hub = DurableHub.start(DurableHubSettings.defaults()
                .withGrpcPort(0)
                .withManagementPort(0)
                .withTaskHubName("ConvoySample")
                .withDataDirectory(data))) {
            long begin = System.nanoTime();
            try (FunctionsHost host = FunctionsHost.start(settings(staged, hub))) {
                host.awaitReady(Duration.ofSeconds(60));
                HttpLoad.once(host.url().getPort(), "/api/Hello");
                report.figure("start to first answer", (System.nanoTime() - begin) / 1e9, "s");
                http(host, report);
                orchestrations(hub, report);
            }
        }
        report.write(Path.of(args.length > 1 ? args[1] : "docs/reports"));
        System.exit(0);
    }

    private static FunctionsHostSettings settings(Path staged, DurableHub hub) {
        return FunctionsHostSettings.of(staged)
                .withPort(0)
                .withHub(hub.grpcPort(), hub.managementUrl(), "")
                .withOnly(Set.of("Hello", "Chain", "Append"))
                .withLogSink(line -> {});
    }

    private static void http(FunctionsHost host, Report report) throws Exception {
        int port = host.url().getPort();
        HttpLoad.run(port, "/api/Hello", CONNECTIONS, WARM_UP);
        HttpLoad.run(port, "/admin/host/ping", CONNECTIONS, Duration.ofSeconds(2));
        List<Duration> busy = HttpLoad.run(port, "/api/Hello", CONNECTIONS, MEASURED);
        report.figure(
                "http through the worker, " + CONNECTIONS + " clients",
                busy.size() / (double) MEASURED.toSeconds(),
                "requests/s");
        report.latencies("http through the worker, " + CONNECTIONS + " clients", new Samples(busy));
        Samples alone = new Samples(HttpLoad.run(port, "/admin/host/ping", 1, Duration.ofSeconds(4)));
        Samples through = new Samples(HttpLoad.run(port, "/api/Hello", 1, Duration.ofSeconds(4)));
        report.latencies("http answered by the host itself, 1 client", alone);
        report.latencies("http through the worker, 1 client", through);
        report.figure("added by the worker p50", through.percentileMillis(50) - alone.percentileMillis(50), "ms");
    }

    private static void orchestrations(DurableHub hub, Report report) throws Exception {
        try (DurableTaskClient client =
                new DurableTaskGrpcClientBuilder().port(hub.grpcPort()).build()) {
            chains(client, WARM_ORCHESTRATIONS);
            long begin = System.nanoTime();
            List<Duration> times = chains(client, ORCHESTRATIONS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.figure("five activities through staged functions", ORCHESTRATIONS / seconds, "orchestrations/s");
            report.latencies("one such orchestration under that load", new Samples(times));
            List<Duration> quiet = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                quiet.add(chain(client));
            }
            report.latencies("one such orchestration alone", new Samples(quiet));
        }
    }

    /** Starts them all at once, then waits for each: the load is theirs, not the clients'. */
    private static List<Duration> chains(DurableTaskClient client, int count) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<String>> started = IntStream.range(0, count)
                    .mapToObj(i -> clients.submit(() -> client.scheduleNewOrchestrationInstance("Chain", "x")))
                    .toList();
            List<Future<Duration>> times = new ArrayList<>();
            for (Future<String> id : started) {
                times.add(clients.submit(() -> await(client, id.get())));
            }
            List<Duration> durations = new ArrayList<>();
            for (Future<Duration> time : times) {
                durations.add(time.get());
            }
            return durations;
        }
    }

    private static Duration chain(DurableTaskClient client) throws Exception {
        long begin = System.nanoTime();
        await(client, client.scheduleNewOrchestrationInstance("Chain", "x"));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration await(DurableTaskClient client, String id) throws Exception {
        OrchestrationMetadata done = client.waitForInstanceCompletion(id, Duration.ofMinutes(2), false);
        if (done.getRuntimeStatus() != OrchestrationRuntimeStatus.COMPLETED) {
            throw new IllegalStateException("orchestration " + id + " ended as " + done.getRuntimeStatus());
        }
        return Duration.between(done.getCreatedAt(), done.getLastUpdatedAt());
    }
}
