package dev.convoy.systemtests.demo;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import dev.convoy.runtime.stack.console.LogFile;
import dev.convoy.runtime.stack.description.StackDescription;
import dev.convoy.systemtests.books.BooksClient;
import dev.convoy.systemtests.books.Findings;
import dev.convoy.systemtests.client.OrdersClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plays every scenario on stacks of its own, one for each house: free ports, data that is thrown away. */
public final class Demo {

    private static final int FAILED = 1;
    private static final int CANNOT_START = 2;
    /** How long what the scenarios left under way may take to end. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final PrintStream out;
    private final List<Scenario> scenarios;

    private Demo(PrintStream out, List<Scenario> scenarios) {
        this.out = out;
        this.scenarios = List.copyOf(scenarios);
    }

    public static void main(String[] arguments) {
        System.exit(exitCode(arguments));
    }

    private static int exitCode(String[] arguments) {
        try {
            return new Demo(System.out, chosen(arguments)).run();
        } catch (RuntimeException cannotStart) {
            System.err.println("convoy: " + cannotStart.getMessage());
            return CANNOT_START;
        }
    }

    private static List<Scenario> chosen(String[] arguments) {
        if (arguments.length == 0) {
            return List.of(Scenario.values());
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String name : arguments) {
            chosen.add(Arrays.stream(Scenario.values())
                    .filter(scenario -> scenario.title().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("unknown scenario " + name + " (see ./convoy demo --help)")));
        }
        return chosen;
    }

    private int run() {
        WorkPlace place = WorkPlace.current();
        try (LogFile log = LogFile.create(place.work().resolve("logs"), "demo")) {
            ConsoleLogging.install(log);
            int failed = 0;
            for (House house : House.values()) {
                List<Scenario> here = scenarios.stream()
                        .filter(scenario -> scenario.house() == house)
                        .toList();
                failed += here.isEmpty() ? 0 : run(house, here, place, log);
            }
            out.println();
            out.println("demo: " + (scenarios.size() - failed) + " scenarios passed, " + failed + " failed");
            return failed == 0 ? 0 : FAILED;
        }
    }

    /** Plays the scenarios of one house on a stack of its own; answers how many failed. */
    private int run(House house, List<Scenario> here, WorkPlace place, LogFile log) {
        long started = System.nanoTime();
        int mailPort = MailServer.freePort();
        out.println("starting the " + house.name().toLowerCase(Locale.ROOT) + " stack (log: " + log.path() + ")");
        try (TemporaryFolder data = TemporaryFolder.create("convoy-demo");
                LocalStack stack = LocalStack.start(settings(house, mailPort, place, data.path(), log));
                OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(stack, data), "throw-away"));
            out.printf(Locale.ROOT, "up in %.1f s%n", (System.nanoTime() - started) / 1e9);
            Stage stage = new Stage(stack, orders, new Teller(out)).withMailPort(mailPort);
            int failed = play(here, stage);
            return booksBalance(orders) ? failed : Math.max(1, failed);
        }
    }

    /** On Ctrl-C nothing else would; after an ordinary end there is nothing left to do. */
    private static void throwAway(LocalStack stack, TemporaryFolder data) {
        stack.close();
        data.close();
    }

    private int play(List<Scenario> here, Stage stage) {
        int failed = 0;
        for (Scenario scenario : here) {
            out.println();
            out.println(scenario.title() + ": " + scenario.story());
            failed += passes(scenario, stage) ? 0 : 1;
        }
        return failed;
    }

    private boolean booksBalance(OrdersClient orders) {
        Findings findings = new BooksClient(orders, "").check(SETTLING);
        out.println();
        findings.lines().forEach(line -> out.println("verify: " + line));
        return findings.balance() && findings.atRest();
    }

    private boolean passes(Scenario scenario, Stage stage) {
        try {
            scenario.play(stage);
            out.println("  passed");
            return true;
        } catch (RuntimeException failure) { // told, counted, and the other scenarios still play
            out.println("  FAILED: " + failure.getMessage());
            return false;
        }
    }

    private static StackSettings settings(House house, int mailPort, WorkPlace place, Path data, LogFile log) {
        StackDescription description = house.furnish(StackDescription.read(place.stackFile()), mailPort);
        return StackSettings.defaults(description, place.work())
                .withDataDirectory(Optional.of(data))
                .withFreePorts()
                .withWorkerOptions(WorkerOptions.defaults())
                .withLog(log);
    }
}
