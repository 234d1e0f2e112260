package dev.convoy.benchmarks.broker;

import dev.convoy.benchmarks.report.Report;
import dev.convoy.runtime.stack.WorkPlace;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Runs the scenarios named by its arguments, or all: {@code raw}, {@code unsynced}, {@code latency}, {@code processor}, {@code million},
 * {@code recovery}, {@code start}.
 */
public final class ServiceBusBenchmark {

    private static final List<String> ALL =
            List.of("raw", "unsynced", "latency", "processor", "million", "recovery", "start");

    private ServiceBusBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> scenarios = arguments.length == 0 ? ALL : List.of(arguments);
        if (!ALL.containsAll(scenarios)) {
            System.err.println("convoy: the scenarios are " + String.join(", ", ALL));
            System.exit(2);
        }
        QuietLogs.install();
        Report report = new Report("servicebus", Clock.systemUTC().instant());
        for (String scenario : scenarios) {
            run(scenario, report);
        }
        report.write(WorkPlace.current().home().resolve("benchmarks/target/reports"));
    }

    private static void run(String scenario, Report report) throws IOException, InterruptedException {
        BacklogScenario backlog = new BacklogScenario(report);
        switch (scenario) {
            case "raw" -> {
                new ThroughputScenario(BrokerKind.CONVOY, report).run();
                new ThroughputScenario(BrokerKind.ARTEMIS, report).run();
            }
            case "unsynced" -> new ThroughputScenario(BrokerKind.ARTEMIS_UNSYNCED, report).run();
            case "latency" -> {
                new LatencyScenario(BrokerKind.CONVOY, report).run();
                new LatencyScenario(BrokerKind.ARTEMIS, report).run();
            }
            case "processor" -> new ProcessorScenario(report).run();
            case "million" -> backlog.million();
            case "recovery" -> backlog.recovery();
            default -> backlog.empty();
        }
    }
}
