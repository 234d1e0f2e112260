package dev.convoy.runtime.cosmos.crash;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An emulator in a process of its own, to be killed. It ends by itself when its parent is gone. */
final class EmulatorProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private EmulatorProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        CosmosEmulator emulator = CosmosEmulator.start(CosmosEmulatorSettings.defaults()
                .withPort(0)
                .withAuthorization(false)
                .withDataDirectory(Path.of(arguments[0])));
        System.out.println("port " + emulator.port());
        while (System.in.read() >= 0) {
            // Waits for the end of input: the parent has gone.
        }
        Runtime.getRuntime().halt(0);
    }

    static EmulatorProcess start(Path directory) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            classPath,
                            EmulatorProcess.class.getName(),
                            directory.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("port ")) {
                    return new EmulatorProcess(process, Integer.parseInt(line.substring(5)));
                }
            }
            throw new IllegalStateException("the emulator ended with " + process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** kill -9. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the emulator did not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
