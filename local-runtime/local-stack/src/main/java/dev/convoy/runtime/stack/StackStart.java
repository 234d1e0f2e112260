package dev.convoy.runtime.stack;

import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.providers.OfflineProviders;
import dev.convoy.runtime.providers.OfflineProvidersSettings;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import dev.convoy.runtime.stack.azurite.Azurite;
import dev.convoy.runtime.stack.azurite.AzuriteSettings;
import dev.convoy.runtime.stack.description.AppDescription;
import dev.convoy.runtime.stack.description.TaskHubDescription;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One start of a stack: each part on a thread of its own, waiting only for the parts it needs. Used once. */
final class StackStart {

    private static final Duration APP_READY_LIMIT = Duration.ofSeconds(120);
    private static final String HOST = "127.0.0.1";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final StackSettings settings;
    private final Parts parts = new Parts();

    StackStart(StackSettings settings) {
        this.settings = settings;
    }

    LocalStack run() {
        checkChosen();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).daemon(true).factory());
        try {
            return start(threads);
        } catch (CompletionException failed) {
            threads.shutdownNow();
            parts.close();
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            threads.shutdown();
        }
    }

    private LocalStack start(ExecutorService threads) {
        CompletableFuture<Optional<Azurite>> blob = part(threads, Component.BLOB, this::blob);
        CompletableFuture<Optional<ServiceBusEmulator>> bus = part(threads, Component.SERVICE_BUS, this::serviceBus);
        CompletableFuture<Optional<CosmosEmulator>> cosmos = part(threads, Component.COSMOS, this::cosmos);
        CompletableFuture<Optional<OfflineProviders>> providers =
                settings.description().offlineProviders()
                        ? part(threads, Component.PROVIDERS, this::providers)
                        : CompletableFuture.completedFuture(Optional.empty());
        CompletableFuture<Map<String, String>> appSettings = CompletableFuture.allOf(blob, bus, cosmos, providers)
                .thenApply(all -> appSettings(blob.join(), bus.join(), cosmos.join(), providers.join()));
        List<CompletableFuture<RunningApp>> apps = new ArrayList<>();
        for (AppDescription app : appsToRun()) {
            CompletableFuture<Optional<DurableHub>> hub = CompletableFuture.supplyAsync(() -> hub(app), threads);
            apps.add(appSettings.thenCombineAsync(hub, (values, itsHub) -> app(app, values, itsHub), threads));
        }
        List<CompletableFuture<?>> all = new ArrayList<>(apps);
        all.add(appSettings);
        await(all);
        return new LocalStack(
                parts,
                blob.join(),
                bus.join(),
                cosmos.join(),
                providers.join(),
                apps.stream().map(CompletableFuture::join).toList());
    }

    /** Waits until all have completed or one has failed. */
    private static void await(List<CompletableFuture<?>> all) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        CompletableFuture<?>[] watched = all.stream()
                .map(one -> one.whenComplete((value, problem) -> {
                    if (problem != null) {
                        failure.completeExceptionally(problem);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.anyOf(CompletableFuture.allOf(watched), failure).join();
    }

    private <T> CompletableFuture<Optional<T>> part(ExecutorService threads, Component component, Supplier<T> start) {
        return settings.has(component)
                ? CompletableFuture.supplyAsync(() -> Optional.of(start.get()), threads)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private Azurite blob() {
        String name = StackSettings.BLOB;
        AzuriteSettings azurite = new AzuriteSettings(
                HOST,
                settings.port(name),
                settings.data(name),
                settings.workDirectory().resolve("azurite"),
                line -> settings.log().line(name, line));
        return parts.add(name, Azurite.start(azurite));
    }

    private OfflineProviders providers() {
        OfflineProvidersSettings ports = new OfflineProvidersSettings(
                settings.port(StackSettings.PROVIDERS),
                settings.port(StackSettings.PROVIDERS_DNS),
                settings.port(StackSettings.PROVIDERS_SOCKS));
        return parts.add(StackSettings.PROVIDERS, OfflineProviders.start(ports));
    }

    private ServiceBusEmulator serviceBus() {
        ServiceBusEmulatorSettings bus = ServiceBusEmulatorSettings.defaults()
                .withPort(settings.port(StackSettings.SERVICE_BUS))
                .withAdminPort(settings.port(StackSettings.SERVICE_BUS_ADMIN));
        bus = settings.timers().map(bus::withTimers).orElse(bus);
        bus = settings.data(StackSettings.SERVICE_BUS)
                .map(bus::withDataDirectory)
                .orElse(bus);
        ServiceBusEmulatorSettings configured = settings.description()
                .serviceBusConfig()
                .map(bus::withConfigFile)
                .orElse(bus);
        return parts.add(StackSettings.SERVICE_BUS, ServiceBusEmulator.start(configured));
    }

    private CosmosEmulator cosmos() {
        CosmosEmulatorSettings cosmos = CosmosEmulatorSettings.defaults().withPort(settings.port(StackSettings.COSMOS));
        cosmos = settings.data(StackSettings.COSMOS)
                .map(cosmos::withDataDirectory)
                .orElse(cosmos);
        cosmos = settings.timers().map(cosmos::withTimers).orElse(cosmos);
        CosmosEmulator emulator = parts.add(StackSettings.COSMOS, CosmosEmulator.start(cosmos));
        settings.description()
                .cosmos()
                .ifPresent(new CosmosContainers(emulator.endpoint(), emulator.key(), Clock.systemUTC())::create);
        return emulator;
    }

    private Optional<DurableHub> hub(AppDescription app) {
        return app.taskHub().map(hub -> parts.add(StackSettings.hubOf(app.name()), hub(app, hub)));
    }

    private DurableHub hub(AppDescription app, TaskHubDescription hub) {
        String name = StackSettings.hubOf(app.name());
        DurableHubSettings durable = DurableHubSettings.defaults()
                .withGrpcPort(settings.port(name, hub.port()))
                .withManagementPort(0)
                .withTaskHubName(hub.name());
        durable = settings.data(name).map(durable::withDataDirectory).orElse(durable);
        return DurableHub.start(settings.timers().map(durable::withTimers).orElse(durable));
    }

    private RunningApp app(AppDescription app, Map<String, String> appSettings, Optional<DurableHub> hub) {
        FunctionsHostSettings host = hostSettings(app, appSettings);
        FunctionsHost running = parts.add(
                app.name(),
                started(app, hub.map(itsHub -> withHub(host, itsHub)).orElse(host)));
        awaitReady(running, app);
        app.health()
                .filter(path -> settings.hosts().only().isEmpty())
                .ifPresent(path -> new HealthCheck(app.name(), running.url().resolve(path)).await(APP_READY_LIMIT));
        return new RunningApp(app.name(), running, hub);
    }

    private FunctionsHostSettings hostSettings(AppDescription app, Map<String, String> appSettings) {
        HostOptions options = settings.hosts();
        FunctionsHostSettings host = FunctionsHostSettings.of(app.folder())
                .withHost(HOST)
                .withPort(settings.port(app.name(), app.port()))
                .withAppSettings(appSettings)
                .withMoreWorkerJvmOptions(settings.workerOptions())
                .withOnly(chosenOf(app))
                .withVerbose(options.verbose())
                .withWatch(options.watch())
                .withLogSink(line -> settings.log().line(app.name(), text(line)));
        host = options.workerDirectory().map(host::withWorkerDirectory).orElse(host);
        return settings.timers().map(host::withTimers).orElse(host);
    }

    /** The functions of this app among the wanted ones. */
    private Set<String> chosenOf(AppDescription app) {
        return settings.hosts().only().stream().filter(name -> has(app, name)).collect(Collectors.toSet());
    }

    private List<AppDescription> appsToRun() {
        return settings.appsToStart().stream()
                .filter(app ->
                        settings.hosts().only().isEmpty() || !chosenOf(app).isEmpty())
                .toList();
    }

    private static boolean has(AppDescription app, String function) {
        return Files.isRegularFile(app.folder().resolve(function).resolve("function.json"));
    }

    private void checkChosen() {
        for (String name : settings.hosts().only()) {
            if (settings.appsToStart().stream().noneMatch(app -> has(app, name))) {
                throw new StackException("--only " + name + ": no app has a function of that name");
            }
        }
    }

    /** The host names file and field; which app they are of is ours to say. */
    private static FunctionsHost started(AppDescription app, FunctionsHostSettings host) {
        try {
            return FunctionsHost.start(host);
        } catch (RuntimeException refused) {
            throw new StackException(app.name() + ": " + refused.getMessage(), refused);
        }
    }

    private static FunctionsHostSettings withHub(FunctionsHostSettings host, DurableHub hub) {
        return host.withHub(hub.grpcPort(), hub.managementUrl(), hub.taskHubName(), hub::localChannel);
    }

    private static void awaitReady(FunctionsHost host, AppDescription app) {
        try {
            host.awaitReady(APP_READY_LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + app.name() + " started", interrupted);
        }
    }

    private static String text(LogLine line) {
        String time = TIME.format(LocalTime.ofInstant(line.time(), ZoneId.systemDefault()));
        String function = line.function().map(name -> "[" + name + "] ").orElse("");
        return String.format("%s %-5s %s%s", time, line.level(), function, line.text());
    }

    private Map<String, String> appSettings(
            Optional<Azurite> blob,
            Optional<ServiceBusEmulator> bus,
            Optional<CosmosEmulator> cosmos,
            Optional<OfflineProviders> providers) {
        Map<String, String> values = new HashMap<>();
        providers.ifPresent(world -> {
            values.put("${providers}", world.httpUrl());
            values.put("${providers-dns}", HOST + ":" + world.dnsPort());
            values.put("${providers-socks}", HOST + ":" + world.socksPort());
        });
        blob.ifPresent(azurite -> values.put("${blob}", azurite.connectionString()));
        bus.ifPresent(emulator -> {
            values.put("${serviceBus}", emulator.connectionString());
            values.put("${serviceBusAdministration}", "http://localhost:" + emulator.adminPort());
        });
        cosmos.ifPresent(emulator -> values.put("${cosmos}", emulator.connectionString()));
        Map<String, String> filled = new HashMap<>();
        settings.description().settings().forEach((name, template) -> {
            String value = template;
            for (Map.Entry<String, String> entry : values.entrySet()) {
                value = value.replace(entry.getKey(), entry.getValue());
            }
            filled.put(name, value);
        });
        return filled;
    }
}
