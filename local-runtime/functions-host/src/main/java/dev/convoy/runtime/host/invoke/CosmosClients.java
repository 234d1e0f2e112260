package dev.convoy.runtime.host.invoke;

import com.azure.cosmos.CosmosAsyncClient;
import com.azure.cosmos.CosmosClientBuilder;
import com.azure.cosmos.GatewayConnectionConfig;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Cosmos DB clients by connection string, in gateway mode, which every emulator and the service itself understand. */
public final class CosmosClients {

    public static final String DEFAULT_CONNECTION = "CosmosDB";

    /** Has the local emulator hold a read of a change feed back until there is something to read; the service ignores it. */
    private static final String AWAITS_CHANGES = "awaits-changes";

    private CosmosClients() {}

    /** @throws IllegalArgumentException if the text has no account endpoint or key */
    public static CosmosAsyncClient open(String connectionString) {
        Map<String, String> parts = new HashMap<>();
        for (String part : connectionString.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
        String endpoint = parts.get("accountendpoint");
        String key = parts.get("accountkey");
        if (endpoint == null || key == null) {
            throw new IllegalArgumentException("a Cosmos DB connection string needs AccountEndpoint and AccountKey");
        }
        return new CosmosClientBuilder()
                .endpoint(endpoint)
                .key(key)
                .gatewayMode(GatewayConnectionConfig.getDefaultConfig())
                .endpointDiscoveryEnabled(false)
                .contentResponseOnWriteEnabled(true)
                .userAgentSuffix(AWAITS_CHANGES)
                .buildAsyncClient();
    }
}
