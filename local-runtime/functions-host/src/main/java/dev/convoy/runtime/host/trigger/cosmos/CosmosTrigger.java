package dev.convoy.runtime.host.trigger.cosmos;

import com.azure.cosmos.ChangeFeedProcessor;
import com.azure.cosmos.ChangeFeedProcessorBuilder;
import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.ChangeFeedProcessorItem;
import com.azure.cosmos.models.ChangeFeedProcessorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.Fields;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.CosmosClients;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Retries;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One Cosmos-triggered function. The processor is started in the background and again until the database answers. */
public final class CosmosTrigger implements Trigger {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /**
     * Where changes are handled, each page holding a thread until its function is done. Not the SDK's default, which is small and shared
     * by all of its kind. Its threads end when idle.
     */
    private static final Scheduler HANDLING = Schedulers.newBoundedElastic(256, 10_000, "change-feeds", 60, true);

    private final FunctionDefinition function;
    private final CosmosSource source;
    private final FunctionInvoker invoker;
    private final Retries retries;
    private final HostLog log;
    private final Timers timers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final Thread starter;
    private volatile boolean stopped;
    private volatile @Nullable ChangeFeedProcessor processor;
    private volatile @Nullable CosmosAsyncClient client;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if database, container or connection are missing */
    public CosmosTrigger(
            FunctionDefinition function, FunctionInvoker invoker, Retries retries, HostLog log, Timers timers) {
        this.function = function;
        this.invoker = invoker;
        this.retries = retries;
        this.log = log;
        this.timers = timers;
        source = CosmosSource.of(function);
        starter = new Thread(this::startUntilItWorks, "change-feed-" + function.name());
        starter.setDaemon(true);
    }

    @Override
    public void start() {
        starter.start();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            starter.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ChangeFeedProcessor running = processor;
        if (running != null) {
            try {
                running.stop().block(Duration.ofSeconds(3));
            } catch (RuntimeException late) {
                log.about(function.name(), LogLine.Level.WARN, "The change feed did not stop: " + late.getMessage());
            }
        }
        CosmosAsyncClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private void startUntilItWorks() {
        Duration pause = FIRST_PAUSE;
        boolean complained = false;
        while (!isClosing()) {
            try {
                startOnce();
                return;
            } catch (RuntimeException notYet) {
                if (!complained && !isClosing()) {
                    complained = true;
                    log.about(
                            function.name(),
                            LogLine.Level.WARN,
                            "The change feed of " + source.container() + " cannot be read yet: " + firstLine(notYet));
                }
            }
            pauseFor(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void startOnce() {
        CosmosAsyncClient open = client;
        if (open == null) {
            open = CosmosClients.open(source.connection());
            client = open;
        }
        CosmosAsyncContainer monitored = open.getDatabase(source.database()).getContainer(source.container());
        monitored.read().block(Duration.ofSeconds(20));
        CosmosAsyncContainer leases = leases(open);
        ChangeFeedProcessor built = new ChangeFeedProcessorBuilder()
                // Always the same name: a host that comes back after a crash owns its leases still and need not wait
                // for them.
                .hostName("functions-host-" + function.name())
                .feedContainer(monitored)
                .leaseContainer(leases)
                .options(source.options().setScheduler(HANDLING))
                .handleLatestVersionChanges(changes -> handle(changes.stream()
                        .map(ChangeFeedProcessorItem::getCurrent)
                        .toList()))
                .buildChangeFeedProcessor();
        built.start().block(Duration.ofSeconds(30));
        processor = built;
    }

    private CosmosAsyncContainer leases(CosmosAsyncClient open) {
        if (source.createsLeases()) {
            open.createDatabaseIfNotExists(source.leaseDatabase()).block(Duration.ofSeconds(20));
            open.getDatabase(source.leaseDatabase())
                    .createContainerIfNotExists(source.leaseContainer(), "/id")
                    .block(Duration.ofSeconds(20));
        }
        return open.getDatabase(source.leaseDatabase()).getContainer(source.leaseContainer());
    }

    /** Returns when the batch is done with; an exception makes the processor hand it out again. */
    private void handle(List<JsonNode> changes) {
        if (stopped) {
            awaitClosing();
            throw new CancellationException("the host is closing, the changes are handed out again");
        }
        underWay.incrementAndGet();
        try {
            invoke(changes);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void invoke(List<JsonNode> changes) {
        Invocation invocation = Invocation.of(
                function,
                Values.json(Values.jsonText(changes)),
                new TriggerMetadata()
                        .withSystem(function.name(), timers.clock())
                        .values());
        Duration pause = FIRST_PAUSE;
        while (true) {
            Outcome outcome = retries.run(function, invocation, invoker).join();
            boolean givesUp =
                    outcome instanceof Outcome.Failed && function.retry().isPresent();
            if (givesUp) {
                log.about(
                        function.name(),
                        LogLine.Level.ERROR,
                        "Given up on " + changes.size() + " changes after "
                                + function.retry().get().maxRetryCount() + " retries");
            }
            if (outcome instanceof Outcome.Succeeded || givesUp) {
                return;
            }
            if (isClosing() || pauseFor(pause)) {
                throw new CancellationException("the host is closing, the changes are handed out again");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits; true if the host closes meanwhile. */
    private boolean pauseFor(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String firstLine(RuntimeException failure) {
        if (failure instanceof CosmosException cosmos) {
            return "status " + cosmos.getStatusCode();
        }
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Where the changes come from and where the leases are kept. */
    private record CosmosSource(
            String connection,
            String database,
            String container,
            String leaseDatabase,
            String leaseContainer,
            boolean createsLeases,
            ChangeFeedProcessorOptions options) {

        static CosmosSource of(FunctionDefinition function) {
            Binding trigger = function.trigger();
            Fields fields = trigger.fields();
            String database = fields.requiredText("databaseName");
            return new CosmosSource(
                    trigger.connection(CosmosClients.DEFAULT_CONNECTION),
                    database,
                    fields.requiredText("containerName"),
                    fields.text("leaseDatabaseName").orElse(database),
                    fields.text("leaseContainerName").orElse("leases"),
                    fields.flag("createLeaseContainerIfNotExists", false),
                    options(function, fields));
        }

        private static ChangeFeedProcessorOptions options(FunctionDefinition function, Fields fields) {
            ChangeFeedProcessorOptions options = new ChangeFeedProcessorOptions()
                    .setLeasePrefix(fields.text("leaseContainerPrefix").orElse("") + function.name())
                    .setFeedPollDelay(Duration.ofMillis(fields.integer("feedPollDelay", 5_000, 1)))
                    .setMaxItemCount(
                            fields.integer("maxItemsPerInvocation", 100, -1) < 1
                                    ? 100
                                    : fields.integer("maxItemsPerInvocation", 100, -1))
                    .setStartFromBeginning(fields.flag("startFromBeginning", false))
                    .setLeaseRenewInterval(millis(fields, "leaseRenewInterval", 17_000))
                    .setLeaseAcquireInterval(millis(fields, "leaseAcquireInterval", 13_000))
                    .setLeaseExpirationInterval(millis(fields, "leaseExpirationInterval", 60_000));
            fields.text("startFromTime").ifPresent(time -> options.setStartTime(startTime(fields, time)));
            return options;
        }

        private static Instant startTime(Fields fields, String text) {
            try {
                return Instant.parse(text);
            } catch (java.time.format.DateTimeParseException unreadable) {
                throw fields.broken("startFromTime", "is no time like 2026-01-31T00:00:00Z: " + text);
            }
        }

        private static Duration millis(Fields fields, String name, int fallback) {
            int given = fields.integer(name, fallback, -1);
            return Duration.ofMillis(given <= 0 ? fallback : given);
        }
    }
}
