package dev.convoy.benchmarks.broker;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long one message alone takes to its receiver, who waits for it, and how long until its sender knows that it is safe. */
final class LatencyScenario {

    private static final int KIB = 1024;
    private static final int WARM_UP = 60_000;
    private static final int SAMPLES = 3_000;
    private static final int IGNORED = 1_000;

    private final BrokerKind kind;
    private final Report report;

    LatencyScenario(BrokerKind kind, Report report) {
        this.kind = kind;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                BrokerProcess broker = BrokerProcess.start(kind, data.path(), List.of("-Xms1g", "-Xmx1g"))) {
            Load load = Load.of(broker, 4, KIB);
            load.send(WARM_UP);
            load.receive(WARM_UP);
            PingPong pingPong = new PingPong(broker.port());
            List<Duration> delivered = new ArrayList<>();
            List<Duration> acknowledged = new ArrayList<>();
            for (int i = 0; i < IGNORED + SAMPLES; i++) {
                PingPong.Trip trip = pingPong.trip();
                if (i >= IGNORED) {
                    delivered.add(trip.delivered());
                    acknowledged.add(trip.acknowledged());
                }
            }
            pingPong.close();
            report.latencies("one message, to its receiver, " + kind.label(), new Samples(delivered));
            report.latencies("one message, to its acknowledgement, " + kind.label(), new Samples(acknowledged));
        }
    }
}
