package dev.convoy.runtime.durable;

import dev.convoy.runtime.durable.engine.HubThreads;
import dev.convoy.runtime.durable.engine.NonDeterminism;
import dev.convoy.runtime.durable.engine.Stall;
import dev.convoy.runtime.durable.engine.TaskHub;
import dev.convoy.runtime.durable.grpc.GrpcServer;
import dev.convoy.runtime.durable.management.ManagementServer;
import dev.convoy.runtime.durable.store.HubStore;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.time.SystemTimers;
import dev.convoy.runtime.kit.time.Timers;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running task hub: one gRPC port for clients and workers of the Durable Task SDK, one HTTP port for the management API, one journal.
 * Close it once; what it has acknowledged is there at the next start on the same directory.
 */
public final class DurableHub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DurableHub.class);
    private static final long CLOSE_SECONDS = 10;

    private final DurableHubSettings settings;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final TaskHub hub;
    private final GrpcServer grpc;
    private final ManagementServer management;

    private DurableHub(DurableHubSettings settings) {
        this.settings = settings;
        boolean started = false;
        try {
            hub = openHub();
            grpc = startGrpc();
            management = startManagement();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Starts a hub.
     *
     * @throws IllegalArgumentException if a port is taken, naming the setting
     * @throws dev.convoy.runtime.kit.journal.JournalException if the data directory cannot be used
     */
    public static DurableHub start(DurableHubSettings settings) {
        DurableHub hub = new DurableHub(settings);
        LOG.atInfo()
                .addKeyValue("taskHub", settings.taskHubName())
                .addKeyValue("grpcPort", hub.grpcPort())
                .addKeyValue("managementUrl", hub.managementUrl())
                .log("Task hub is ready");
        return hub;
    }

    public int grpcPort() {
        return grpc.port();
    }

    /** A gRPC channel to this hub that needs no socket, for a worker in the same JVM. The caller closes it. */
    public ManagedChannel localChannel() {
        return grpc.localChannel();
    }

    /** Where the management API is served, without a slash at the end: {@code http://127.0.0.1:1234}. */
    public URI managementUrl() {
        return URI.create("http://" + settings.host() + ":" + management.port());
    }

    public String taskHubName() {
        return settings.taskHubName();
    }

    /** The latest orchestrators that were seen to change their minds between replays, oldest first. */
    public List<NonDeterminism> nonDeterminisms() {
        return hub.nonDeterminisms().join();
    }

    /** The instances that stand still after a result, perhaps because it could not be deserialised. */
    public List<Stall> stalled() {
        return hub.stalls().join();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part of the task hub did not close");
            }
        }
    }

    private TaskHub openHub() {
        Timers timers = settings.timers().orElseGet(() -> owned(new SystemTimers("durable-hub-timers")));
        Executor background = daemons("durable-hub-background", 2);
        HubThreads threads = new HubThreads(daemons("durable-hub", 1), background);
        HubStore store = settings.dataDirectory()
                .map(directory -> JournalHubStore.open(directory, settings.sync()))
                .orElseGet(JournalHubStore::inMemory);
        try {
            return owned(TaskHub.open(store, settings.options(), timers, threads));
        } catch (RuntimeException unreadable) {
            store.close();
            throw unreadable;
        }
    }

    private GrpcServer startGrpc() {
        try {
            return owned(GrpcServer.start(hub, settings.host(), settings.grpcPort()));
        } catch (IOException e) {
            throw taken("grpcPort", settings.grpcPort(), e);
        }
    }

    private ManagementServer startManagement() {
        try {
            return owned(
                    ManagementServer.start(hub, settings.taskHubName(), settings.host(), settings.managementPort()));
        } catch (IOException e) {
            throw taken("managementPort", settings.managementPort(), e);
        }
    }

    private <T extends AutoCloseable> T owned(T part) {
        parts.push(part);
        return part;
    }

    private Executor daemons(String name, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        parts.push(() -> end(threads));
        return threads;
    }

    private static void end(ExecutorService thread) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            LOG.atWarn().log("A thread of the task hub did not end in time");
        }
    }

    private IllegalArgumentException taken(String setting, int port, IOException cause) {
        return new IllegalArgumentException(
                setting + ": cannot listen on " + settings.host() + ":" + port + ", is the port taken?", cause);
    }
}
