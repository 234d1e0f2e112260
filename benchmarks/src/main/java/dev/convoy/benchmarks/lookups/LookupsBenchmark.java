package dev.convoy.benchmarks.lookups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.benchmarks.orders.StackProcess;
import dev.convoy.benchmarks.report.Report;
import dev.convoy.benchmarks.report.Samples;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.systemtests.client.ApiException;
import dev.convoy.systemtests.client.Crowd;
import dev.convoy.systemtests.client.LookupsClient;
import dev.convoy.systemtests.client.OrdersClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Load on lookups of addresses that nobody has asked for before, four services each: with providers of fixed latencies at a rate that users
 * come in, then with providers that answer at once as many as go, then at a high rate.
 */
public final class LookupsBenchmark {

    private static final int WARM_UP_UNDER_WAY = 8;
    private static final int USERS_PER_SECOND = 20;
    private static final int MANY_PER_SECOND = 200;
    private static final Duration EACH = Duration.ofSeconds(20);
    private static final int UNDER_WAY = 64;
    private static final int DIRECT = 40;
    private static final int ALONE = 50;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LookupsClient lookups;
    private final StackProcess stack;
    private final World world;
    private final Report report;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger incomplete = new AtomicInteger();

    private LookupsBenchmark(LookupsClient lookups, StackProcess stack, World world, Report report) {
        this.lookups = lookups;
        this.stack = stack;
        this.world = world;
        this.report = report;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Run()).execute(arguments));
    }

    /** The command line. */
    @Command(
            name = "./convoy bench lookups",
            mixinStandardHelpOptions = true,
            description = "Measures lookups on a stack of its own.")
    private static final class Run implements Callable<Integer> {

        @Option(
                names = "--warm-up",
                paramLabel = "SECONDS",
                description = "Load before anything is measured (default: 60).")
        private int warmUpSeconds = 60;

        @Override
        public Integer call() throws IOException, InterruptedException {
            WorkPlace place = WorkPlace.current();
            Path log = place.work()
                    .resolve("logs/bench-lookups-" + ProcessHandle.current().pid() + ".log");
            Report report = new Report("lookups", Clock.systemUTC().instant());
            int providers = StackProcess.freePort();
            try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                    StackProcess stack =
                            StackProcess.start(place.home(), data.path(), log, Map.of("providers", providers));
                    OrdersClient api = new OrdersClient(stack.url());
                    World world = new World("http://127.0.0.1:" + providers)) {
                new LookupsBenchmark(new LookupsClient(api), stack, world, report)
                        .run(Duration.ofSeconds(warmUpSeconds));
            }
            report.write(place.home().resolve("benchmarks/target/reports"));
            return 0;
        }
    }

    private void run(Duration warmUp) {
        report.figure("the very first lookup, POST to complete", lookUp().toNanos() / 1e6, "ms");
        long warm = System.nanoTime() + warmUp.toNanos();
        Crowd.atOnce(WARM_UP_UNDER_WAY, user -> lookUpUntil(warm));
        alone();
        fixedLatencies();
        world.latencies(Map.of());
        asManyAsGo();
        atAHighRate();
    }

    private void alone() {
        List<Duration> alone = new ArrayList<>();
        for (int i = 0; i < ALONE; i++) {
            alone.add(lookUp());
        }
        report.latencies("one lookup alone, providers that answer at once", new Samples(alone));
    }

    private void fixedLatencies() {
        world.latencies(World.FIXED);
        Crowd.atOnce(1, any -> paced(USERS_PER_SECOND / 2, Duration.ofSeconds(3)));
        List<Duration> direct = new ArrayList<>();
        for (int i = 0; i < DIRECT; i++) {
            direct.add(world.askRegistry(target()));
        }
        Samples raw = new Samples(direct);
        report.latencies("the slowest provider (500 ms), asked directly", raw);
        incomplete.set(0);
        Samples samples = new Samples(paced(USERS_PER_SECOND, EACH));
        report.latencies("a lookup at " + USERS_PER_SECOND + "/s, POST to complete", samples);
        report.figure(
                "beyond the slowest provider, p95", samples.percentileMillis(95) - raw.percentileMillis(50), "ms");
        report.figure("not complete", incomplete.get(), "lookups");
    }

    /** Last, since a rate that is too high leaves a queue behind. */
    private void atAHighRate() {
        incomplete.set(0);
        long start = System.nanoTime();
        List<Duration> took = paced(MANY_PER_SECOND, EACH);
        double seconds = (System.nanoTime() - start) / 1e9;
        report.figure(
                "complete, " + MANY_PER_SECOND + "/s asked for",
                (took.size() - incomplete.get()) / seconds,
                "lookups/s");
        report.latencies("a lookup at that rate", new Samples(took));
        report.figure("not complete", incomplete.get(), "lookups");
    }

    private void asManyAsGo() {
        incomplete.set(0);
        long start = System.nanoTime();
        long end = start + EACH.toNanos();
        Map<String, Duration> before = stack.processorTime();
        List<Duration> took = Crowd.atOnce(UNDER_WAY, user -> {
                    List<Duration> own = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        own.add(lookUp());
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        double seconds = (System.nanoTime() - start) / 1e9;
        report.figure(
                "complete, " + UNDER_WAY + " always under way",
                (took.size() - incomplete.get()) / seconds,
                "lookups/s");
        report.latencies("a lookup under that load", new Samples(took));
        stack.tellProcessorTime(report, before, took.size(), "lookup");
        report.figure("not complete", incomplete.get(), "lookups");
    }

    /** Lookups that begin when their time has come, however long the others take. */
    private List<Duration> paced(int perSecond, Duration duration) {
        long start = System.nanoTime();
        int count = (int) (perSecond * duration.toMillis() / 1_000);
        return Crowd.atOnce(count, n -> {
            long due = start + n * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            lookUp();
            return Duration.ofNanos(System.nanoTime() - due);
        });
    }

    private int lookUpUntil(long end) {
        int count = 0;
        while (System.nanoTime() < end) {
            lookUp();
            count++;
        }
        return count;
    }

    private Duration lookUp() {
        long start = System.nanoTime();
        if (!isComplete()) {
            incomplete.incrementAndGet();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A refusal under load (too many waiters, a time-out) counts as not complete and does not end the run. */
    private boolean isComplete() {
        try {
            JsonNode lookup = lookups.lookUp(target(), LIMIT);
            return lookup.path("status").asText().equals("Completed");
        } catch (ApiException refused) {
            if (incomplete.get() == 0) {
                System.err.println("the first of those that are not complete: " + refused.getMessage());
            }
            return false;
        }
    }

    private String target() {
        int n = asked.incrementAndGet();
        return "2001:db8:" + Integer.toHexString(n >> 16) + ":" + Integer.toHexString(n & 0xffff) + "::1";
    }
}
