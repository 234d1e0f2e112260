package dev.convoy.runtime.host;

import dev.convoy.runtime.host.binding.Bindings;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.discovery.StagedAppReader;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.HubAddress;
import dev.convoy.runtime.host.invoke.WorkerLaunch;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.http.HttpServer;
import dev.convoy.runtime.kit.time.SystemTimers;
import dev.convoy.runtime.kit.time.Timers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One running function app: its HTTP server, its triggers, its child JVM. Triggers other than HTTP begin when the app has loaded.
 *
 * <pre>{@code
 * try (FunctionsHost host = FunctionsHost.start(FunctionsHostSettings.of(folder).withPort(0))) {
 *     host.awaitReady(Duration.ofSeconds(10));
 *     … host.url() …
 * }
 * }</pre>
 */
public final class FunctionsHost implements AutoCloseable {

    private final FunctionsHostSettings settings;
    private final HostLog log;
    private final Timers timers;
    private final HttpServer server;
    private final Bindings bindings;
    private final FunctionInvoker invoker;
    private final List<Trigger> triggers;

    private FunctionsHost(
            FunctionsHostSettings settings,
            HostLog log,
            Timers timers,
            HttpServer server,
            Bindings bindings,
            FunctionInvoker invoker,
            List<Trigger> triggers) {
        this.settings = settings;
        this.log = log;
        this.timers = timers;
        this.server = server;
        this.bindings = bindings;
        this.invoker = invoker;
        this.triggers = triggers;
    }

    /**
     * Starts the app; it answers when it has loaded, see {@link #awaitReady}.
     *
     * @throws dev.convoy.runtime.host.discovery.BrokenAppException naming file and field if the app is not right
     * @throws IllegalArgumentException naming the setting if the port is taken or the Java executable cannot be run
     */
    public static FunctionsHost start(FunctionsHostSettings settings) {
        Timers timers = new SystemTimers("functions-host");
        HostLog log = new HostLog(timers.clock(), settings.logSink());
        StagedApp app = selected(StagedAppReader.read(settings.stagedFolder(), settings.appSettings()), settings);
        @Nullable HttpServer server = null;
        @Nullable Bindings bindings = null;
        @Nullable FunctionInvoker invoker = null;
        try {
            server = HttpServer.listen(settings.host(), settings.port(), settings.maxBodyBytes(), log);
            String authority = displayHost(settings.host()) + ":" + server.port();
            Optional<HubAddress> hub = settings.hub().map(address -> named(address, app));
            bindings = new Bindings(app, hub, "http://" + authority, timers.clock());
            invoker = FunctionInvoker.start(
                    app, launch(settings), environment(authority), bindings.functionBindings(), log, timers);
            List<Trigger> triggers =
                    new Triggers(app, invoker, log, timers, hub, settings.keys()).all(server, authority);
            FunctionsHost host = new FunctionsHost(settings, log, timers, server, bindings, invoker, triggers);
            host.startTriggersWhenReady();
            return host;
        } catch (IOException failed) {
            closeAll(invoker, bindings, server, timers);
            throw new IllegalArgumentException(failed.getMessage(), failed);
        } catch (RuntimeException failed) {
            closeAll(invoker, bindings, server, timers);
            throw failed;
        }
    }

    /** Where clients reach the app, without a slash at the end. */
    public URI url() {
        return URI.create("http://" + displayHost(settings.host()) + ":" + server.port());
    }

    /** The process of the app's JVM; another one after a crash. -1 when there is none. */
    public long workerProcessId() {
        return invoker.workerProcessId();
    }

    /** Whether every function is loaded and would be called now. */
    public boolean isReady() {
        return invoker.isReady();
    }

    /**
     * Waits until every function is loaded.
     *
     * @throws dev.convoy.runtime.host.discovery.BrokenAppException if one cannot be
     * @throws IllegalStateException if it takes longer
     */
    public void awaitReady(Duration limit) throws InterruptedException {
        invoker.awaitReady(limit);
    }

    /** Takes no more events, gives functions under way their time, then ends the app in good order: its beans are closed. */
    @Override
    public void close() {
        for (Trigger trigger : triggers.reversed()) {
            trigger.close();
        }
        closeAll(invoker, bindings, server, timers);
    }

    private void startTriggersWhenReady() {
        Thread starter = new Thread(this::startTriggers, "start-triggers");
        starter.setDaemon(true);
        starter.start();
    }

    private void startTriggers() {
        try {
            triggers.getFirst().start();
            invoker.awaitReady(Duration.ofMinutes(10));
            triggers.subList(1, triggers.size()).forEach(Trigger::start);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            log.error("No trigger is started: " + broken.getMessage());
        }
    }

    private static StagedApp selected(StagedApp app, FunctionsHostSettings settings) {
        if (settings.only().isEmpty()) {
            return app;
        }
        List<FunctionDefinition> chosen = new ArrayList<>(app.functions());
        chosen.removeIf(function -> settings.only().stream().noneMatch(function.name()::equalsIgnoreCase));
        if (chosen.size() < settings.only().size()) {
            throw new IllegalArgumentException("--only names a function the app does not have: " + settings.only());
        }
        return new StagedApp(app.folder(), app.host(), app.settings(), chosen);
    }

    private static HubAddress named(HubAddress address, StagedApp app) {
        return address.taskHubName().isEmpty()
                ? new HubAddress(
                        address.grpcPort(), address.managementUrl(), app.host().taskHubName())
                : address;
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

    private static String displayHost(String host) {
        return host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
    }

    private static void closeAll(@Nullable AutoCloseable... parts) {
        for (@Nullable AutoCloseable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception failure) {
                LoggerFactory.getLogger(FunctionsHost.class)
                        .atWarn()
                        .setCause(failure)
                        .log("A part of the host did not close");
            }
        }
    }
}
