package dev.convoy.benchmarks.cosmos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.convoy.benchmarks.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The emulator beside the peer that only parses, turn and turn about, under the same load. */
final class PeerComparison {

    static final int CONNECTIONS = 32;

    private static final int DOCUMENTS = 1_000;
    private static final int TURNS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int CREATED = 201;

    private final Report report;

    PeerComparison(Report report) {
        this.report = report;
    }

    /** Compares the reads, the creates, or both. */
    void run(Path data, boolean readsToo, boolean createsToo) throws IOException {
        try (ServerProcess emulator = ServerProcess.emulator(data.resolve("emulator"), "4g")) {
            CosmosBenchmark.createContainer(emulator.port());
            Documents.fill(emulator.port(), DOCUMENTS);
            Creates creates = new Creates();
            try (ServerProcess peer = ServerProcess.peer(
                    record(emulator, data.resolve("read"), Requests.read(Documents.id(0), Documents.key(0))),
                    record(emulator, data.resolve("create"), creates.of(-1).next()))) {
                if (readsToo) {
                    compare("point reads", new Reads(DOCUMENTS)::of, 200, emulator, peer);
                }
                if (createsToo) {
                    compare("creates", creates::of, CREATED, emulator, peer);
                }
            }
        }
    }

    private void compare(
            String what, IntFunction<Load.Source> requests, int status, ServerProcess emulator, ServerProcess peer) {
        Load ours = new Load(emulator.port(), CONNECTIONS, status);
        Load theirs = new Load(peer.port(), CONNECTIONS, status);
        theirs.run(requests, WARM_UP);
        ours.run(requests, WARM_UP);
        List<Load.Result> our = new ArrayList<>();
        List<Load.Result> their = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            their.add(theirs.run(requests, TURN));
            our.add(ours.run(requests, TURN));
        }
        report.figure(what + ", only parsed, " + CONNECTIONS + " connections", perSecond(their), "requests/s");
        report.figure(what + ", emulator, " + CONNECTIONS + " connections", perSecond(our), "requests/s");
        report.figure(what + ", emulator / only parsed", perSecond(our) / perSecond(their), "");
        report.latencies(what + ", emulator", our.getLast().samples());
        Load.Result alone = new Load(emulator.port(), 1, status).run(requests, TURN);
        report.figure(what + ", emulator, 1 connection", alone.perSecond(), "requests/s");
        report.latencies(what + ", emulator, 1 connection", alone.samples());
    }

    private static double perSecond(List<Load.Result> turns) {
        return turns.stream().mapToDouble(Load.Result::perSecond).average().orElseThrow();
    }

    /** Keeps what the emulator answers to a request. */
    private static Path record(ServerProcess emulator, Path file, byte[] request) throws IOException {
        try (Connection connection = new Connection(emulator.port())) {
            Answer answer = connection.answer(request);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes((answer.head() + "\r\n\r\n").getBytes(ISO_8859_1));
            out.writeBytes(answer.body());
            return Files.write(file, out.toByteArray());
        }
    }

    /** Reads of documents that are there, one after another from a place of their own for each connection. */
    static final class Reads {

        private static final int PREPARED = 1_000;

        private final List<byte[]> requests = new ArrayList<>();

        Reads(int documents) {
            for (int i = 0; i < PREPARED; i++) {
                int n = i * (documents / PREPARED);
                requests.add(Requests.read(Documents.id(n), Documents.key(n)));
            }
        }

        Load.Source of(int connection) {
            int[] next = {connection * 31};
            return () -> requests.get(next[0]++ % PREPARED);
        }
    }

    /** Creates of documents with names never used before. */
    private static final class Creates {

        private final String run = Long.toHexString(System.nanoTime());
        private int uses;

        Load.Source of(int connection) {
            String prefix = run + "-" + uses++ + "-" + connection + "-";
            int[] next = {0};
            return () -> {
                int n = next[0]++;
                return Requests.create(Documents.key(n), Documents.json(prefix + n, n));
            };
        }
    }
}
