package dev.convoy.benchmarks.cosmos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own. It prints its port, answers questions on its standard input, and ends with it. */
final class ServerProcess implements AutoCloseable {

    /** More options for the servers' JVMs, to look closer: {@code -Dbench.jvm="-Xlog:gc -XX:+FlightRecorder"}. */
    private static final List<String> OPTIONS = Stream.of(
                    System.getProperty("bench.jvm", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private final Process process;
    private final BufferedReader output;
    private final int port;
    private final Duration started;

    private ServerProcess(Process process, long begun) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(line("port "));
        try (Connection connection = new Connection(port)) {
            connection.status(Requests.account());
        }
        this.started = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The emulator with its state in a directory. */
    static ServerProcess emulator(Path data, String heap) {
        return start(EmulatorServer.class, List.of("-Xmx" + heap), data.toString());
    }

    /** The same with the archive of loaded classes that the launcher script gives it; made when it ends, if there is none. */
    static ServerProcess emulatorWithArchive(Path data, Path archive) {
        List<String> options =
                List.of("-Xmx1g", "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
        return start(EmulatorServer.class, options, data.toString());
    }

    /** A server that parses and then says what it was told to say. */
    static ServerProcess peer(Path readAnswer, Path createAnswer) {
        return start(ParsingPeer.class, List.of("-Xmx1g"), readAnswer.toString(), createAnswer.toString());
    }

    private static ServerProcess start(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(1, options);
        command.addAll(1, quiet());
        command.addAll(1, OPTIONS);
        command.addAll(List.of(arguments));
        long begun = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ServerProcess(process, begun);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + main, failed);
        }
    }

    /** What Netty needs on newer JVMs so that they do not warn of it. */
    private static List<String> quiet() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
    }

    int port() {
        return port;
    }

    /** From starting the JVM to the first answer. */
    Duration timeToFirstAnswer() {
        return started;
    }

    /** Bytes of live objects after a full collection. */
    long liveBytes() throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append("heap\n").flush();
        return Long.parseLong(line("heap "));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String line(String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("the server ended before it said '" + prefix + "'");
    }
}
