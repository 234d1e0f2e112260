package dev.convoy.orchestrations.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import dev.convoy.contracts.json.Json;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One durable client per hub address, for the life of the process. The binding's own context opens a channel for every call and
 * closes none, which is why its text is read here instead. Safe for use by several threads.
 */
public final class DurableClients implements AutoCloseable {

    private final ConcurrentMap<Integer, DurableTaskClient> clients = new ConcurrentHashMap<>();

    /**
     * The instances that a durable client binding gives access to.
     *
     * @param binding the binding's JSON, of which {@code rpcBaseUrl} matters
     */
    public HubInstances instances(String binding) {
        return new HubInstances(clients.computeIfAbsent(port(binding), DurableClients::connect));
    }

    private static DurableTaskClient connect(int port) {
        return new DurableTaskGrpcClientBuilder().port(port).build();
    }

    private static int port(String binding) {
        String url = Json.read(binding, JsonNode.class).path("rpcBaseUrl").asText();
        int port = url.isEmpty() ? -1 : URI.create(url).getPort();
        if (port < 0) {
            throw new IllegalStateException("the durable client binding has no rpcBaseUrl with a port");
        }
        return port;
    }

    @Override
    public void close() {
        clients.values().forEach(DurableTaskClient::close);
    }
}
