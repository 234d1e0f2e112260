package dev.convoy.benchmarks.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own. It ends by itself when the JVM that started it is gone. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final int adminPort;
    private final Duration inMain;
    private final Duration fromProcessStart;

    private BrokerProcess(Process process, String[] ready, Duration fromProcessStart) {
        this.process = process;
        this.port = Integer.parseInt(ready[1]);
        this.adminPort = Integer.parseInt(ready[2]);
        this.inMain = Duration.ofMillis(Long.parseLong(ready[3]));
        this.fromProcessStart = fromProcessStart;
    }

    static BrokerProcess start(BrokerKind kind, Path data, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                kind.argument(),
                data.toString()));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] ready = awaitReady(process);
        return new BrokerProcess(process, ready, Duration.ofNanos(System.nanoTime() - started));
    }

    private static String[] awaitReady(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(BrokerMain.READY)) {
                return line.split(" ");
            }
        }
        throw new IOException("the broker ended before it was ready");
    }

    int port() {
        return port;
    }

    int adminPort() {
        return adminPort;
    }

    /** From the first line of its main method until it accepted clients. */
    Duration inMain() {
        return inMain;
    }

    /** From the moment before its process was made until it accepted clients. */
    Duration fromProcessStart() {
        return fromProcessStart;
    }

    /** Processor time it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
