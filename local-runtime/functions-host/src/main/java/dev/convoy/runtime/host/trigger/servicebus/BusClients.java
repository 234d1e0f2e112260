package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.util.HashMap;
import java.util.Map;

/** One connection for all triggers of an app that name the same connection string, as in Azure. Confined to start-up. */
public final class BusClients {

    private final Map<String, ServiceBusClientBuilder> builders = new HashMap<>();

    /** @throws IllegalArgumentException if it is no connection string */
    ServiceBusClientBuilder of(String connectionString) {
        return builders.computeIfAbsent(connectionString, text -> new ServiceBusClientBuilder().connectionString(text));
    }
}
