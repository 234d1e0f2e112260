package dev.convoy.runtime.host;

import dev.convoy.runtime.host.binding.Bindings;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.invoke.WorkerLaunch;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.http.HttpServer;
import dev.convoy.runtime.kit.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One life of an app: its triggers, bindings and worker, on a server and with timers that outlive it. It ends in order: no new events,
 * then what is under way gets its time, then the worker is asked to go.
 */
final class AppRun implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    /** How long a worker may take to close the app's beans once nothing runs any more. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 5;

    private final Duration drain;
    private final HostLog log;
    private final Bindings bindings;
    private final FunctionInvoker invoker;
    private final List<Trigger> triggers;

    private AppRun(Duration drain, HostLog log, Bindings bindings, FunctionInvoker invoker, List<Trigger> triggers) {
        this.drain = drain;
        this.log = log;
        this.bindings = bindings;
        this.invoker = invoker;
        this.triggers = triggers;
    }

    /**
     * Starts the worker; the triggers follow when it has loaded every function.
     *
     * @throws dev.convoy.runtime.host.discovery.BrokenAppException naming file and field if the app is not right
     * @throws IOException if the Java executable cannot be run
     */
    static AppRun start(FunctionsHostSettings settings, StagedApp app, HostLog log, HttpServer server, Timers machine)
            throws IOException {
        Timers time = settings.timers().orElse(machine);
        String authority = FunctionsHost.displayHost(settings.host()) + ":" + server.port();
        Optional<HubAddress> hub = settings.hub().map(address -> named(address, app));
        @Nullable Bindings bindings = null;
        @Nullable FunctionInvoker invoker = null;
        boolean started = false;
        try {
            bindings = new Bindings(app, hub, "http://" + authority, time.clock());
            invoker = FunctionInvoker.start(
                    app, launch(settings), environment(authority), bindings.functionBindings(), log, machine);
            List<Trigger> triggers =
                    new Triggers(app, invoker, log, time, machine, hub, settings.keys()).all(server, authority);
            AppRun run = new AppRun(settings.drain(), log, bindings, invoker, triggers);
            run.startTriggersWhenReady();
            started = true;
            return run;
        } finally {
            if (!started) {
                close(invoker);
                close(bindings);
            }
        }
    }

    FunctionInvoker invoker() {
        return invoker;
    }

    @Override
    public void close() {
        triggers.reversed().forEach(Trigger::stop);
        awaitIdle();
        triggers.reversed().forEach(AppRun::close);
        invoker.close(GOODBYE);
        close(bindings);
    }

    private void awaitIdle() {
        long end = System.nanoTime() + drain.toNanos();
        while (underWay() > 0) {
            if (System.nanoTime() > end) {
                log.warn(underWay() + " invocations were not done within " + drain.toSeconds() + " s and are cut off");
                return;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int underWay() {
        return invoker.invocationsUnderWay()
                + triggers.stream().mapToInt(Trigger::underWay).sum();
    }

    private void startTriggersWhenReady() {
        Thread starter = new Thread(this::startTriggers, "start-triggers");
        starter.setDaemon(true);
        starter.start();
    }

    private void startTriggers() {
        try {
            triggers.getFirst().start();
            invoker.awaitReady(START_LIMIT);
            triggers.subList(1, triggers.size()).forEach(Trigger::start);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            log.error("No trigger is started: " + broken.getMessage());
        }
    }

    private static HubAddress named(HubAddress address, StagedApp app) {
        return address.taskHubName().isEmpty() ? address.named(app.host().taskHubName()) : address;
    }

    private static WorkerLaunch launch(FunctionsHostSettings settings) {
        return new WorkerLaunch(settings.javaExecutable(), settings.workerJvmOptions(), settings.workerDirectory());
    }

    /** What the Functions runtime puts into every app's environment. */
    private static Map<String, String> environment(String authority) {
        return Map.of(
                "FUNCTIONS_WORKER_RUNTIME", "java",
                "AZURE_FUNCTIONS_ENVIRONMENT", "Development",
                "WEBSITE_HOSTNAME", authority);
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception failure) { // AutoCloseable says no more; the other parts must close all the same
            LoggerFactory.getLogger(AppRun.class).atWarn().setCause(failure).log("A part of the host did not close");
        }
    }
}
