package dev.convoy.benchmarks.durable;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the scenarios and prints one line each. Arguments name the scenarios: {@code core}, {@code sync}, {@code grpc},
 * {@code temporal}, {@code recovery}; none runs all but {@code sync}.
 */
public final class DurableBenchmark {

    private DurableBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<String> scenarios =
                arguments.length == 0 ? List.of("core", "grpc", "temporal", "recovery") : List.of(arguments);
        for (String scenario : scenarios) {
            System.out.println(run(scenario));
        }
        System.exit(0); // clients of peers leave threads behind
    }

    private static String run(String scenario) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("convoy-benchmark");
        try {
            return switch (scenario) {
                case "core" ->
                    HubCoreScenario.run(directory, Sync.NEVER, 60_000, 100_000).toString();
                case "sync" ->
                    HubCoreScenario.run(directory, Sync.GROUPED, 5_000, 20_000).toString();
                case "grpc" -> GrpcScenario.run(directory, 2_000, 4_000).toString();
                case "temporal" -> TemporalScenario.run(500, 1_500).toString();
                case "recovery" -> RecoveryScenario.run(directory, 100_000, 10_000);
                default -> throw new IllegalArgumentException("there is no scenario " + scenario);
            };
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
