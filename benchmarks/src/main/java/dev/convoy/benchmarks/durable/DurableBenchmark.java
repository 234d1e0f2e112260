package dev.convoy.benchmarks.durable;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.runtime.kit.journal.Journal.Sync;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Five activities one after another on the hub's core, over gRPC, through staged functions, and on Temporal's test server, in one run.
 * Arguments name the scenarios; none runs all but {@code sync}.
 */
public final class DurableBenchmark {

    /** What there is to run. */
    private enum Scenario {
        CORE,
        SYNC,
        GRPC,
        STAGED,
        TEMPORAL,
        RECOVERY
    }

    private static final int AT_ONCE = 64;

    private final Report report = new Report("durable", Clock.systemUTC().instant());
    private final Map<Scenario, Measured> done = new EnumMap<>(Scenario.class);

    private DurableBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        DurableBenchmark benchmark = new DurableBenchmark();
        for (Scenario scenario : scenarios(arguments)) {
            benchmark.run(scenario);
        }
        benchmark.compare(Scenario.CORE);
        benchmark.compare(Scenario.STAGED);
        benchmark.report.write(WorkPlace.current().home().resolve("benchmarks/target/reports"));
        System.exit(0); // clients of peers leave threads behind
    }

    private static List<Scenario> scenarios(String... names) {
        if (names.length == 0) {
            return List.of(Scenario.CORE, Scenario.GRPC, Scenario.STAGED, Scenario.TEMPORAL, Scenario.RECOVERY);
        }
        try {
            return Stream.of(names)
                    .map(name -> Scenario.valueOf(name.toUpperCase(Locale.ROOT)))
                    .toList();
        } catch (IllegalArgumentException unknown) {
            System.err.println(
                    "convoy: bench durable knows " + List.of(Scenario.values()) + ", not all of " + List.of(names));
            System.exit(2);
            throw unknown;
        }
    }

    private void run(Scenario scenario) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("convoy-bench")) {
            switch (scenario) {
                case CORE -> took(scenario, HubCoreScenario.run(folder.path(), Sync.NEVER, 60_000, 100_000));
                case SYNC -> took(scenario, HubCoreScenario.run(folder.path(), Sync.GROUPED, 5_000, 20_000));
                case GRPC -> took(scenario, GrpcScenario.run(folder.path(), 3_000, 6_000));
                case STAGED -> took(scenario, StagedScenario.run(folder.path(), 8_000, 8_000, AT_ONCE));
                case TEMPORAL -> took(scenario, TemporalScenario.run(1_500, 2_000));
                case RECOVERY -> recovered(RecoveryScenario.run(folder.path(), 100_000, 10_000));
            }
        }
    }

    private void took(Scenario scenario, Measured measured) {
        done.put(scenario, measured);
        report.figure(measured.scenario(), measured.perSecond(), "workflows/s");
        report.figure(
                scenario.name().toLowerCase(Locale.ROOT) + ", a step alone p50",
                measured.stepLatency().p50().toNanos() / 1e6,
                "ms");
        report.figure(
                scenario.name().toLowerCase(Locale.ROOT) + ", a step alone p99",
                measured.stepLatency().p99().toNanos() / 1e6,
                "ms");
    }

    private void recovered(RecoveryScenario.Recovered recovered) {
        report.figure(
                "recovery of " + recovered.instances() + " instances, to the first answer", recovered.seconds(), "s");
        report.figure("recovery, processor time", recovered.processorSeconds(), "s");
    }

    private void compare(Scenario scenario) {
        Measured ours = done.get(scenario);
        Measured temporal = done.get(Scenario.TEMPORAL);
        if (ours != null && temporal != null) {
            report.figure(
                    scenario.name().toLowerCase(Locale.ROOT) + " beside Temporal",
                    ours.perSecond() / temporal.perSecond(),
                    "times");
        }
    }
}
