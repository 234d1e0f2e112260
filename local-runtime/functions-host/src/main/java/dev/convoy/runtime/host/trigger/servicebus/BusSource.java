package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.HostJson;
import java.time.Duration;
import java.util.Optional;

/** Where a function's messages come from and how they are taken: entity, sessions, batches, limits. */
record BusSource(
        FunctionDefinition function,
        ServiceBusClientBuilder client,
        String entity,
        Optional<String> subscription,
        boolean sessions,
        boolean batches,
        boolean autoComplete,
        HostJson.ServiceBusSettings limits) {

    static final String DEFAULT_CONNECTION = "ServiceBus";

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if the connection cannot be read, or neither queue nor topic and subscription are named */
    static BusSource of(FunctionDefinition function, HostJson.ServiceBusSettings limits, BusClients clients) {
        Binding trigger = function.trigger();
        Optional<String> queue = trigger.fields().text("queueName");
        return new BusSource(
                function,
                client(trigger, clients),
                queue.orElseGet(() -> trigger.fields().requiredText("topicName")),
                queue.isPresent()
                        ? Optional.empty()
                        : Optional.of(trigger.fields().requiredText("subscriptionName")),
                trigger.fields().flag("isSessionsEnabled", false),
                trigger.fields()
                        .text("cardinality")
                        .filter("many"::equalsIgnoreCase)
                        .isPresent(),
                trigger.fields().flag("autoCompleteMessages", limits.autoCompleteMessages()),
                limits);
    }

    /** How logs call it. */
    String address() {
        return subscription.map(name -> entity + "/subscriptions/" + name).orElse(entity);
    }

    /** A new receiver of the entity that settles nothing and renews no lock by itself. */
    ServiceBusReceiverAsyncClient receiver() {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder builder = client.receiver()
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .prefetchCount(limits.prefetchCount());
        return subscription
                .map(name -> builder.topicName(entity).subscriptionName(name))
                .orElseGet(() -> builder.queueName(entity))
                .buildAsyncClient();
    }

    private static ServiceBusClientBuilder client(Binding trigger, BusClients clients) {
        String connectionString = trigger.connection(DEFAULT_CONNECTION);
        try {
            return clients.of(connectionString);
        } catch (IllegalArgumentException unreadable) {
            throw trigger.fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
    }
}
