package dev.convoy.runtime.junit;

import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.GatewayConnectionConfig;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.RunningApp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SDKs' clients of one running stack. Builders are fresh ones every time; the durable client is shared and closed with the stack. */
final class Clients implements AutoCloseable {

    private static final Set<Class<?>> TYPES = Set.of(
            ServiceBusClientBuilder.class,
            CosmosClientBuilder.class,
            BlobServiceClientBuilder.class,
            DurableTaskClient.class);

    private final LocalStack stack;
    private @Nullable DurableTaskClient durable;

    Clients(LocalStack stack) {
        this.stack = stack;
    }

    static boolean areOf(Class<?> type) {
        return TYPES.contains(type);
    }

    /** @throws IllegalStateException if the stack was started without the part */
    Object of(Class<?> type) {
        if (type == ServiceBusClientBuilder.class) {
            return new ServiceBusClientBuilder().connectionString(stack.serviceBus());
        }
        if (type == CosmosClientBuilder.class) {
            return cosmos();
        }
        return type == BlobServiceClientBuilder.class
                ? new BlobServiceClientBuilder().connectionString(stack.blob())
                : durable();
    }

    @Override
    public synchronized void close() {
        if (durable != null) {
            durable.close();
        }
    }

    private CosmosClientBuilder cosmos() {
        Map<String, String> parts = ConnectionStrings.parts(stack.cosmos());
        return new CosmosClientBuilder()
                .endpoint(parts.get("AccountEndpoint"))
                .key(parts.get("AccountKey"))
                .gatewayMode(GatewayConnectionConfig.getDefaultConfig())
                .endpointDiscoveryEnabled(false);
    }

    private synchronized DurableTaskClient durable() {
        DurableTaskClient known = durable;
        if (known == null) {
            int port = stack.apps().stream()
                    .map(RunningApp::hubPort)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no app of this stack has a task hub"));
            known = new DurableTaskGrpcClientBuilder().port(port).build();
            durable = known;
        }
        return known;
    }
}
