package dev.convoy.runtime.host.invoke;

import java.net.URI;

/** Where the app's task hub is: its gRPC port on loopback, its management API, its name. */
public record HubAddress(int grpcPort, URI managementUrl, String taskHubName) {}
