package dev.convoy.runtime.durable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A hub in a process of its own, to be killed. Ends by itself when its parent does. */
public final class HubProcess {

    private static final String READY = "ready ";

    private final Process process;
    private final int grpcPort;

    private HubProcess(Process process, int grpcPort) {
        this.process = process;
        this.grpcPort = grpcPort;
    }

    /** The child: prints its port, then waits for the end of its input. */
    public static void main(String[] arguments) throws IOException {
        DurableHub hub = DurableHub.start(
                DurableHubSettings.defaults().withGrpcPort(0).withDataDirectory(Path.of(arguments[0])));
        System.out.println(READY + hub.grpcPort());
        while (System.in.read() >= 0) {
            // the parent only ever closes the stream
        }
        Runtime.getRuntime().halt(0);
    }

    static HubProcess start(Path data) {
        String java = ProcessHandle.current().info().command().orElse("java");
        try {
            Process process = new ProcessBuilder(List.of(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HubProcess.class.getName(),
                            data.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new HubProcess(process, readPort(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int grpcPort() {
        return grpcPort;
    }

    /** As {@code kill -9}: nothing of the process gets to run any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static int readPort(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return Integer.parseInt(line.substring(READY.length()));
            }
        }
        throw new IOException("the hub's process ended before it was ready");
    }
}
