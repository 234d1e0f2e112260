package dev.convoy.benchmarks.cosmos;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The emulator as {@code ./convoy emulator cosmos --data} runs it, signatures checked; see {@link ServerProcess}. */
final class EmulatorServer {

    private EmulatorServer() {}

    public static void main(String[] arguments) throws IOException {
        CosmosEmulatorSettings settings =
                CosmosEmulatorSettings.defaults().withPort(0).withDataDirectory(Path.of(arguments[0]));
        try (CosmosEmulator emulator = CosmosEmulator.start(settings)) {
            System.out.println("port " + emulator.port());
            answerQuestions();
        }
    }

    private static void answerQuestions() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.gc();
            System.out.println("heap "
                    + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }
}
