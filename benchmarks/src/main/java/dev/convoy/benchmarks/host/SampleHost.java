package dev.convoy.benchmarks.host;

import dev.convoy.runtime.durable.DurableHub;
import dev.convoy.runtime.durable.DurableHubSettings;
import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import dev.convoy.runtime.stack.WorkPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The staged sample app in its worker's JVM, with a task hub whose journal is on disk. */
public final class SampleHost implements AutoCloseable {

    private static final Path STAGED = Path.of("system-tests/sample-app/target/azure-functions/convoy-sample");
    private static final Set<String> FUNCTIONS = Set.of("Ping", "Chain", "Append");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String WORKER_OPTIONS = "convoy.bench.worker";

    private final DurableHub hub;
    private final FunctionsHost host;

    private SampleHost(DurableHub hub, FunctionsHost host) {
        this.hub = hub;
        this.host = host;
    }

    /**
     * Starts both; {@code -Dconvoy.bench.worker} adds options to the worker's JVM, such as a recording.
     *
     * @throws IllegalStateException if the sample app is not staged
     */
    public static SampleHost start(Path data) throws InterruptedException {
        Path staged = WorkPlace.current().home().resolve(STAGED);
        if (!Files.isDirectory(staged)) {
            throw new IllegalStateException("the sample app is not staged: " + staged);
        }
        DurableHub hub = DurableHub.start(DurableHubSettings.defaults()
                .withGrpcPort(0)
                .withTaskHubName("ConvoySample")
                .withDataDirectory(data));
        FunctionsHost host = FunctionsHost.start(FunctionsHostSettings.of(staged)
                .withPort(0)
                .withHub(hub.grpcPort(), hub.managementUrl(), "", hub::localChannel)
                .withOnly(FUNCTIONS)
                .withMoreWorkerJvmOptions(
                        List.of(System.getProperty(WORKER_OPTIONS, "").split(" ")).stream()
                                .filter(option -> !option.isBlank())
                                .toList())
                .withLogSink(line -> {}));
        host.awaitReady(START_LIMIT);
        return new SampleHost(hub, host);
    }

    public int hubPort() {
        return hub.grpcPort();
    }

    int httpPort() {
        return host.url().getPort();
    }

    @Override
    public void close() {
        host.close();
        hub.close();
    }
}
