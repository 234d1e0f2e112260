package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.HostJson;
import java.util.Optional;

/** Where a function's messages come from and how they are taken: entity, sessions, batches, limits. */
record BusSource(
        FunctionDefinition function,
        String connectionString,
        String entity,
        Optional<String> subscription,
        boolean sessions,
        boolean batches,
        boolean autoComplete,
        HostJson.ServiceBusSettings limits) {

    static final String DEFAULT_CONNECTION = "ServiceBus";

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if neither queue nor topic and subscription are named */
    static BusSource of(FunctionDefinition function, HostJson.ServiceBusSettings limits) {
        Binding trigger = function.trigger();
        Optional<String> queue = trigger.fields().text("queueName");
        return new BusSource(
                function,
                trigger.connection(DEFAULT_CONNECTION),
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

    ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder().connectionString(connectionString);
    }
}
