package dev.convoy.benchmarks.broker;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How much a small heap holds, how soon a killed broker has its backlog back, and how soon an empty one accepts clients. */
final class BacklogScenario {

    private static final List<String> SMALL_HEAP = List.of("-Xmx512m");
    private static final int MILLION = 1_000_000;
    private static final int HUNDRED_THOUSAND = 100_000;
    private static final int STARTS = 5;

    private final Report report;

    BacklogScenario(Report report) {
        this.report = report;
    }

    /** A million messages of 1 KB in 512 MB of heap: all are taken, survive a restart and are handed out. */
    void million() throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench")) {
            try (BrokerProcess broker = start(data.path(), SMALL_HEAP)) {
                rate(
                        "1,000,000 x 1 KB in 512 MB, sent",
                        Load.of(broker, 4, 1024).send(MILLION));
            }
            try (BrokerProcess broker = start(data.path(), SMALL_HEAP)) {
                report.figure("1,000,000 x 1 KB in 512 MB, restart", millis(broker.inMain()), "ms");
                rate(
                        "1,000,000 x 1 KB in 512 MB, received",
                        Load.of(broker, 4, 1024).receive(MILLION));
            }
        }
    }

    /** A backlog of a hundred thousand messages after a restart. */
    void recovery() throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench")) {
            try (BrokerProcess broker = start(data.path(), List.of())) {
                Load.of(broker, 4, 1024).send(HUNDRED_THOUSAND);
            }
            try (BrokerProcess broker = start(data.path(), List.of())) {
                report.figure("100,000 x 1 KB, restart, from main()", millis(broker.inMain()), "ms");
                report.figure("100,000 x 1 KB, restart, from process start", millis(broker.fromProcessStart()), "ms");
            }
        }
    }

    /** An empty broker: the first start makes the class archive that {@code ./convoy emulator} keeps, too. */
    void empty() throws IOException, InterruptedException {
        try (TemporaryFolder place = TemporaryFolder.create("convoy-bench")) {
            starts("start", place.path(), List.of());
            List<String> archive = List.of(
                    "-XX:+AutoCreateSharedArchive",
                    "-XX:SharedArchiveFile=" + place.path().resolve("classes.jsa"));
            start(place.path().resolve("first"), archive).close();
            starts("start with a class archive", place.path(), archive);
        }
    }

    private void starts(String what, Path place, List<String> options) throws IOException, InterruptedException {
        double inMain = 0;
        double fromProcessStart = 0;
        for (int i = 0; i < STARTS; i++) {
            try (BrokerProcess broker = start(place.resolve(what.replace(' ', '-') + i), options)) {
                inMain += millis(broker.inMain());
                fromProcessStart += millis(broker.fromProcessStart());
            }
        }
        report.figure(what + ", from main(), mean of " + STARTS, inMain / STARTS, "ms");
        report.figure(what + ", from process start, mean of " + STARTS, fromProcessStart / STARTS, "ms");
    }

    private static BrokerProcess start(Path data, List<String> options) throws IOException {
        return BrokerProcess.start(BrokerKind.CONVOY, data, options);
    }

    private void rate(String what, Duration took) {
        report.figure(what, MILLION / (took.toNanos() / 1e9), "msg/s");
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
