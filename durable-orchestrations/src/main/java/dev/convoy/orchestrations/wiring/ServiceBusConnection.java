package dev.convoy.orchestrations.wiring;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import dev.convoy.contracts.topology.Entities;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where Service Bus is and how to sign in: by connection string, or, in the cloud, by this app's identity. */
sealed interface ServiceBusConnection {

    /** Setting of the namespace's host name, for identities; read in place of the connection string. */
    String NAMESPACE = Entities.SERVICE_BUS_CONNECTION + "__fullyQualifiedNamespace";

    /** A builder of clients, connected to nothing yet. */
    ServiceBusClientBuilder builder();

    /**
     * Reads the settings that the trigger uses, too.
     *
     * @throws BadSettingException if neither is there or it is malformed
     */
    static ServiceBusConnection read(Function<String, @Nullable String> source) {
        String namespace = source.apply(NAMESPACE);
        if (namespace != null && !namespace.isBlank()) {
            return new ByIdentity(namespace);
        }
        String text = source.apply(Entities.SERVICE_BUS_CONNECTION);
        if (text == null || text.isBlank()) {
            throw new BadSettingException(Entities.SERVICE_BUS_CONNECTION, "is missing");
        }
        if (!text.startsWith("Endpoint=")) {
            throw new BadSettingException(Entities.SERVICE_BUS_CONNECTION, "has no Endpoint");
        }
        return new ByConnectionString(text);
    }

    /** By connection string, locally. */
    record ByConnectionString(String value) implements ServiceBusConnection {

        @Override
        public ServiceBusClientBuilder builder() {
            return new ServiceBusClientBuilder().connectionString(value);
        }

        @Override
        public String toString() {
            return "ByConnectionString[]"; // holds the key
        }
    }

    /** By managed identity, in the cloud. */
    record ByIdentity(String fullyQualifiedNamespace) implements ServiceBusConnection {

        @Override
        public ServiceBusClientBuilder builder() {
            return new ServiceBusClientBuilder()
                    .credential(fullyQualifiedNamespace, new DefaultAzureCredentialBuilder().build());
        }
    }
}
