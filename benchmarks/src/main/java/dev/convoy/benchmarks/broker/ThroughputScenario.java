package dev.convoy.benchmarks.broker;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** Sent and received messages per second of one broker, by size and number of clients: the median of a few runs when warm. */
final class ThroughputScenario {

    private static final List<String> JVM = List.of("-Xms2g", "-Xmx2g");
    private static final int KIB = 1024;
    private static final int RUNS = 3;
    private static final int WARM_UP_RUNS = 3;

    private final BrokerKind kind;
    private final Report report;

    ThroughputScenario(BrokerKind kind, Report report) {
        this.kind = kind;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                BrokerProcess broker = BrokerProcess.start(kind, data.path(), JVM)) {
            measure(broker, 1, KIB);
            measure(broker, 16, KIB);
            measure(broker, 1, 64 * KIB);
            measure(broker, 16, 64 * KIB);
        }
    }

    private void measure(BrokerProcess broker, int clients, int bytes) {
        Load load = Load.of(broker, clients, bytes);
        int count = bytes == KIB ? 150_000 : 6_000;
        List<Run> sent = new ArrayList<>();
        List<Run> received = new ArrayList<>();
        for (int i = 0; i < WARM_UP_RUNS + RUNS; i++) {
            Run sending = timed(broker, load::send, count);
            Run receiving = timed(broker, load::receive, count);
            if (i >= WARM_UP_RUNS) {
                sent.add(sending);
                received.add(receiving);
            }
        }
        String what = bytes / KIB + " KB x " + clients;
        report(what + " sent", sent, count);
        report(what + " received", received, count);
    }

    private static Run timed(BrokerProcess broker, IntFunction<Duration> work, int count) {
        Duration before = broker.cpu();
        Duration took = work.apply(count);
        return new Run(took, broker.cpu().minus(before));
    }

    private void report(String what, List<Run> runs, int count) {
        runs.sort(Comparator.comparing(Run::took));
        Run median = runs.get(runs.size() / 2);
        report.figure(what + ", " + kind.label(), count / (median.took().toNanos() / 1e9), "msg/s");
        report.figure(what + ", " + kind.label() + ", CPU", median.cpu().toNanos() / 1e3 / count, "us/msg");
    }

    /** How long one run took, and how much processor time of the broker. */
    private record Run(Duration took, Duration cpu) {}
}
