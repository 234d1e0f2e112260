package dev.convoy.benchmarks.cosmos;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All of it, or the parts that are named: {@code start}, {@code reads}, {@code creates}, {@code query}, {@code million}. */
public final class CosmosBenchmark {

    private static final List<String> PARTS = List.of("start", "reads", "creates", "query", "million");
    private static final int STARTS = 6;
    private static final int HUNDRED_THOUSAND = 100_000;
    private static final int MILLION = 1_000_000;
    private static final int QUERIES = 200;
    private static final int CITIES = 5_000;
    private static final double MEBIBYTE = 1 << 20;

    private final Report report;

    private CosmosBenchmark(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> parts = arguments.length == 0 ? PARTS : List.of(arguments);
        if (!PARTS.containsAll(parts)) {
            System.err.println(
                    "convoy: the parts are " + String.join(", ", PARTS) + ", not " + String.join(" ", parts));
            System.exit(2);
        }
        Report report = new Report("cosmos", Clock.systemUTC().instant());
        CosmosBenchmark benchmark = new CosmosBenchmark(report);
        for (String part : parts) {
            try (TemporaryFolder data = TemporaryFolder.create("convoy-bench")) {
                switch (part) {
                    case "start" -> {
                        benchmark.startInside(data.path());
                        benchmark.start(data.path());
                    }
                    case "reads" -> new PeerComparison(report).run(data.path(), true, false);
                    case "creates" -> new PeerComparison(report).run(data.path(), false, true);
                    case "query" -> benchmark.query(data.path());
                    default -> benchmark.million(data.path());
                }
            }
        }
        report.write(WorkPlace.current().home().resolve("benchmarks/target/reports"));
    }

    /** As a stack or a test starts it, in the JVM that runs already. */
    private void startInside(Path data) throws IOException {
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            CosmosEmulatorSettings settings =
                    CosmosEmulatorSettings.defaults().withPort(0).withDataDirectory(data.resolve("inside-" + i));
            long begin = System.nanoTime();
            try (CosmosEmulator emulator = CosmosEmulator.start(settings);
                    Connection connection = new Connection(emulator.port())) {
                connection.status(Requests.account());
                starts.add(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
        report.figure(
                "start: inside a JVM, the first time", starts.removeFirst().toNanos() / 1e6, "ms");
        report.figure("start: inside a JVM, median", new Samples(starts).percentileMillis(50), "ms");
    }

    private void start(Path data) {
        Path archive = data.resolve("emulator.jsa");
        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (ServerProcess emulator = ServerProcess.emulatorWithArchive(data.resolve("start-" + i), archive)) {
                starts.add(emulator.timeToFirstAnswer());
            }
        }
        report.figure(
                "start: JVM to first answer, the first time",
                starts.removeFirst().toNanos() / 1e6,
                "ms");
        report.figure("start: JVM to first answer, median", new Samples(starts).percentileMillis(50), "ms");
    }

    private void query(Path data) throws IOException {
        try (ServerProcess emulator = ServerProcess.emulator(data, "1g")) {
            createContainer(emulator.port());
            Documents.fill(emulator.port(), HUNDRED_THOUSAND);
            query(emulator.port(), "query of 20 of 100,000 by indexed field");
        }
        try (ServerProcess again = ServerProcess.emulator(data, "1g")) {
            report.figure(
                    "recovery of 100,000, JVM to first answer",
                    again.timeToFirstAnswer().toMillis(),
                    "ms");
        }
    }

    /** The first query builds the index; what follows is what it costs from then on, by the server's own watch. */
    private void query(int port, String name) throws IOException {
        List<Duration> server = new ArrayList<>();
        try (Connection connection = new Connection(port)) {
            Duration first = timed(connection, "city-0");
            for (int i = 1; i <= QUERIES; i++) {
                server.add(timed(connection, "city-" + 7 * i % CITIES));
            }
            report.figure(name + ", the first", first.toNanos() / 1e6, "ms");
        }
        report.latencies(name, new Samples(server));
    }

    private static Duration timed(Connection connection, String city) throws IOException {
        Answer answer = connection.answer(Requests.query("SELECT * FROM c WHERE c.city = '" + city + "'"));
        if (!answer.header("x-ms-item-count").equals("20")) {
            throw new IllegalStateException("the query answered " + answer.head());
        }
        double millis = Double.parseDouble(answer.header("x-ms-request-duration-ms"));
        return Duration.ofNanos((long) (millis * 1e6));
    }

    private void million(Path data) throws IOException {
        try (ServerProcess emulator = ServerProcess.emulator(data, "2g")) {
            createContainer(emulator.port());
            long begin = System.nanoTime();
            Documents.fill(emulator.port(), MILLION);
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.figure("a million documents of 1 KB, in 2 GB, by bulk", MILLION / seconds, "documents/s");
            report.figure("live heap with them", emulator.liveBytes() / MEBIBYTE, "MiB");
            PeerComparison.Reads reads = new PeerComparison.Reads(MILLION);
            Load.Result read =
                    new Load(emulator.port(), PeerComparison.CONNECTIONS, 200).run(reads::of, Duration.ofSeconds(10));
            report.figure("point reads among them", read.perSecond(), "requests/s");
            report.latencies("point reads among them", read.samples());
        }
        try (ServerProcess again = ServerProcess.emulator(data, "2g")) {
            report.figure(
                    "recovery of the million, JVM to first answer",
                    again.timeToFirstAnswer().toMillis(),
                    "ms");
        }
    }

    static void createContainer(int port) throws IOException {
        try (Connection connection = new Connection(port)) {
            if (connection.status(Requests.createDatabase()) != 201
                    || connection.status(Requests.createContainer()) != 201) {
                throw new IllegalStateException("the container was not created");
            }
        }
    }
}
