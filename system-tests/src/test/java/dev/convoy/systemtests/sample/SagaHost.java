package dev.convoy.systemtests.sample;

import dev.convoy.runtime.host.FunctionsHost;
import dev.convoy.runtime.host.FunctionsHostSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A second host of the sample app's sagas, in a process of its own: scaled out, as in the cloud. */
final class SagaHost {

    static final Set<String> FUNCTIONS = Set.of("Saga", "Shipping", "Book");

    private SagaHost() {}

    /** Arguments: the staged folder, the hub's gRPC port, the folder of the books. */
    public static void main(String[] arguments) throws InterruptedException {
        int hub = Integer.parseInt(arguments[1]);
        FunctionsHost host = FunctionsHost.start(FunctionsHostSettings.of(Path.of(arguments[0]))
                .withPort(0)
                .withOnly(FUNCTIONS)
                .withMoreWorkerJvmOptions(List.of("-XX:TieredStopAtLevel=1", "-Xmx200m"))
                .withHub(hub, URI.create("http://localhost:" + hub), "")
                .withAppSettings(Map.of("SAGA_BOOKS", arguments[2])));
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
        new CountDownLatch(1).await();
    }
}
