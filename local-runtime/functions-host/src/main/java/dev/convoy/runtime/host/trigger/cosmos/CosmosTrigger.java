package dev.convoy.runtime.host.trigger.cosmos;

import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosAsyncContainer;
import com.azure.cosmos.CosmosException;
import com.azure.cosmos.models.FeedRange;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.CosmosClients;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Complaints;
import dev.convoy.runtime.host.trigger.Retries;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * One Cosmos-triggered function. Each range of the container is read by a thread of its own; reading is begun in the background and again
 * until the database answers.
 */
public final class CosmosTrigger implements Trigger {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FunctionDefinition function;
    private final CosmosSource source;
    private final FunctionInvoker invoker;
    private final Retries retries;
    private final HostLog log;
    private final Timers timers;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    /** The same for reads: a future would keep a trace of every read that it could have ended. */
    private final Sinks.Empty<Void> endOfReads = Sinks.empty();

    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
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
    }

    @Override
    public void start() {
        begin("change-feed-" + function.name(), this::startUntilItWorks);
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
        closing.complete(null);
        endOfReads.tryEmitEmpty();
        threads.forEach(CosmosTrigger::join);
        CosmosAsyncClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private void begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void startUntilItWorks() {
        Complaints complaints = complaints();
        Duration pause = FIRST_PAUSE;
        while (!closing.isDone()) {
            try {
                startOnce();
                return;
            } catch (RuntimeException notYet) {
                complain(complaints, notYet);
            }
            pauseFor(pause);
            pause = twice(pause);
        }
    }

    private void startOnce() {
        CosmosAsyncClient open = client;
        if (open == null) {
            open = CosmosClients.open(source.connection());
            client = open;
        }
        CosmosAsyncContainer monitored = open.getDatabase(source.database()).getContainer(source.container());
        List<FeedRange> ranges =
                Objects.requireNonNull(monitored.getFeedRanges().block(LIMIT));
        CosmosAsyncContainer leases = leases(open);
        List<RangeReader> readers = ranges.stream()
                .map(range -> new RangeReader(source, monitored, range, Lease.of(leases, source, range)))
                .toList();
        readers.forEach(reader -> begin("changes-" + function.name(), () -> readOn(reader)));
    }

    private CosmosAsyncContainer leases(CosmosAsyncClient open) {
        if (source.createsLeases()) {
            open.createDatabaseIfNotExists(source.leaseDatabase()).block(LIMIT);
            open.getDatabase(source.leaseDatabase())
                    .createContainerIfNotExists(source.leaseContainer(), "/id")
                    .block(LIMIT);
        }
        return open.getDatabase(source.leaseDatabase()).getContainer(source.leaseContainer());
    }

    private void readOn(RangeReader reader) {
        Complaints complaints = complaints();
        Duration pause = FIRST_PAUSE;
        while (!closing.isDone()) {
            try {
                boolean anything = reader.read(this::handle, endOfReads.asMono());
                complaints.forget();
                pause = FIRST_PAUSE;
                if (!anything) {
                    pauseFor(source.pause());
                }
            } catch (CancellationException closed) {
                break;
            } catch (RuntimeException failure) {
                complain(complaints, failure);
                pauseFor(pause);
                pause = twice(pause);
            }
        }
        try {
            reader.close();
        } catch (RuntimeException failure) {
            complain(complaints, failure); // what it had handled last is handed out again
        }
    }

    /** Returns when the batch is done with; an exception has it handed out again. */
    private void handle(List<JsonNode> changes) {
        if (stopped) {
            closing.join();
            throw closed();
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
            pauseFor(pause);
            if (closing.isDone()) {
                throw closed();
            }
            pause = twice(pause);
        }
    }

    private static CancellationException closed() {
        return new CancellationException("the host is closing, the changes are handed out again");
    }

    /** Waits, or until the host closes. */
    private void pauseFor(Duration pause) {
        try {
            closing.get(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException never) {
            throw new IllegalStateException("nobody fails it", never);
        }
    }

    private static Duration twice(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private Complaints complaints() {
        return new Complaints(log, function, "The change feed of " + source.container() + " cannot be read yet");
    }

    private void complain(Complaints complaints, RuntimeException failure) {
        if (closing.isDone()) {
            return;
        }
        if (failure instanceof CosmosException cosmos) {
            complaints.about("status " + cosmos.getStatusCode());
        } else {
            complaints.about(failure);
        }
    }
}
