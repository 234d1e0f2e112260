package dev.convoy.runtime.host;

import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.StagedApp;
import dev.convoy.runtime.host.discovery.StagedAppReader;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLevels;
import dev.convoy.runtime.host.trigger.http.HttpServer;
import dev.convoy.runtime.kit.time.SystemTimers;
import dev.convoy.runtime.kit.time.Timers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One running function app: its HTTP server, its triggers, its child JVM. Triggers other than HTTP begin when the app has loaded. When
 * told to watch, it starts the app again on the same port when its folder has changed. Which life of the app runs is guarded by this
 * object's lock.
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
    private final Timers machine;
    private final HttpServer server;
    private final HostLog log;
    private @Nullable FolderWatch watch;
    private @Nullable AppRun run;
    private boolean closed;

    private FunctionsHost(FunctionsHostSettings settings, Timers machine, HttpServer server, HostLog log) {
        this.settings = settings;
        this.machine = machine;
        this.server = server;
        this.log = log;
    }

    /**
     * Starts the app; it answers when it has loaded, see {@link #awaitReady}.
     *
     * @throws BrokenAppException naming file and field if the app is not right
     * @throws IllegalArgumentException naming the setting if the port is taken or the Java executable cannot be run
     */
    public static FunctionsHost start(FunctionsHostSettings settings) {
        StagedApp app = read(settings);
        Timers machine = new SystemTimers("functions-host");
        HostLog log = log(settings, app, machine);
        @Nullable FunctionsHost host = null;
        boolean started = false;
        try {
            HttpServer server = HttpServer.listen(settings.host(), settings.port(), settings.maxBodyBytes(), log);
            host = new FunctionsHost(settings, machine, server, log);
            host.begin(app, log);
            started = true;
            return host;
        } catch (IOException failed) {
            throw new IllegalArgumentException(failed.getMessage(), failed);
        } finally {
            if (!started) {
                if (host != null) {
                    host.close();
                }
                machine.close();
            }
        }
    }

    /** Where clients reach the app, without a slash at the end. */
    public URI url() {
        return URI.create("http://" + displayHost(settings.host()) + ":" + server.port());
    }

    /** The process of the app's JVM; another one after a crash. -1 when there is none. */
    public long workerProcessId() {
        return current().map(life -> life.invoker().workerProcessId()).orElse(-1L);
    }

    /** Whether every function is loaded and would be called now. */
    public boolean isReady() {
        return current().filter(life -> life.invoker().isReady()).isPresent();
    }

    /**
     * Waits until every function is loaded.
     *
     * @throws BrokenAppException if one cannot be
     * @throws IllegalStateException if it takes longer, or the host is closed
     */
    public void awaitReady(Duration limit) throws InterruptedException {
        current()
                .orElseThrow(() -> new IllegalStateException("the host is closed"))
                .invoker()
                .awaitReady(limit);
    }

    /** Takes no more events, gives functions under way their time, then ends the app in good order: its beans are closed. */
    @Override
    public void close() {
        FolderWatch watching;
        synchronized (this) {
            watching = watch;
        }
        if (watching != null) {
            watching.close();
        }
        synchronized (this) {
            closed = true;
            end();
        }
        server.close();
        machine.close();
    }

    static String displayHost(String host) {
        return host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
    }

    private synchronized void begin(StagedApp app, HostLog itsLog) throws IOException {
        run = AppRun.start(settings, app, itsLog, server, machine);
        if (settings.watch()) {
            watch = FolderWatch.start(settings.stagedFolder(), this::restart);
        }
    }

    private synchronized Optional<AppRun> current() {
        return Optional.ofNullable(run);
    }

    private synchronized void end() {
        AppRun ending = run;
        run = null;
        if (ending != null) {
            ending.close();
        }
    }

    /** The folder changed: what cannot be read leaves the app as it is. */
    private synchronized void restart() {
        if (closed) {
            return;
        }
        try {
            StagedApp app = read(settings);
            log.info("The folder has changed, the app is started again");
            end();
            run = AppRun.start(settings, app, log(settings, app, machine), server, machine);
        } catch (BrokenAppException broken) {
            log.error("The folder has changed, but the app cannot be started so: " + broken.getMessage());
        } catch (IOException failed) {
            log.error("The app cannot be started again: " + failed.getMessage());
        }
    }

    private static HostLog log(FunctionsHostSettings settings, StagedApp app, Timers machine) {
        LogLevels levels =
                settings.verbose() ? LogLevels.everything() : app.host().logLevels();
        return new HostLog(machine.clock(), settings.logSink(), levels);
    }

    private static StagedApp read(FunctionsHostSettings settings) {
        StagedApp app = StagedAppReader.read(settings.stagedFolder(), settings.appSettings());
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
}
