package dev.convoy.functions.platform.servicebus;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;

/** Where Service Bus is and how to sign in. */
public sealed interface ServiceBusConnection {

    /** A builder for clients that share one connection. */
    ServiceBusClientBuilder builder();

    /** By connection string, locally. */
    record ByConnectionString(String value) implements ServiceBusConnection {

        public ByConnectionString {
            if (!value.startsWith("Endpoint=")) {
                throw new IllegalArgumentException("has no Endpoint");
            }
        }

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
