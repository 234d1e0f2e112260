package dev.convoy.runtime.host.invoke;

import io.grpc.ManagedChannel;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the app's task hub is: its gRPC port on loopback, its management API, its name.
 *
 * @param local opens a channel to a hub in this very JVM, which spares the host the socket; the app's own process uses the port
 */
public record HubAddress(
        int grpcPort, URI managementUrl, String taskHubName, Optional<Supplier<ManagedChannel>> local) {

    /** The same hub under another name. */
    public HubAddress named(String name) {
        return new HubAddress(grpcPort, managementUrl, name, local);
    }
}
