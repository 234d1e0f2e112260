package dev.convoy.benchmarks.host;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** HTTP through a staged app, beside what the host itself answers, and how long an app takes to be there. */
public final class HostBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final Duration ALONE = Duration.ofSeconds(4);
    private static final int CONNECTIONS = 32;
    private static final String FUNCTION = "/api/Ping";
    private static final String HOST = "/admin/host/ping";

    private HostBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Report report = new Report("host", Clock.systemUTC().instant());
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench")) {
            long begin = System.nanoTime();
            try (SampleHost host = SampleHost.start(data.path())) {
                HttpLoad.once(host.httpPort(), FUNCTION);
                report.figure("host start to the first answer", (System.nanoTime() - begin) / 1e9, "s");
                http(host.httpPort(), report);
            }
        }
        report.write(WorkPlace.current().home().resolve("benchmarks/target/reports"));
        System.exit(0); // clients of the SDK leave threads behind
    }

    private static void http(int port, Report report) throws Exception {
        HttpLoad.run(port, FUNCTION, CONNECTIONS, WARM_UP);
        HttpLoad.run(port, HOST, CONNECTIONS, Duration.ofSeconds(2));
        List<Duration> busy = HttpLoad.run(port, FUNCTION, CONNECTIONS, MEASURED);
        String clients = "through the worker, " + CONNECTIONS + " clients";
        report.figure("http " + clients, busy.size() / (double) MEASURED.toSeconds(), "requests/s");
        report.latencies("http " + clients, new Samples(busy));
        Samples alone = new Samples(HttpLoad.run(port, HOST, 1, ALONE));
        Samples through = new Samples(HttpLoad.run(port, FUNCTION, 1, ALONE));
        report.latencies("http answered by the host itself, 1 client", alone);
        report.latencies("http through the worker, 1 client", through);
        report.figure("added by the worker p50", through.percentileMillis(50) - alone.percentileMillis(50), "ms");
    }
}
