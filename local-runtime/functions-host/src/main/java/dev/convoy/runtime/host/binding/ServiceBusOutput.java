package dev.convoy.runtime.host.binding;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.OutputBinding;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.rpc.TypedData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a function gives out to a queue or topic: one message, or one per element of a JSON array. The invocation's trace travels in
 * the application properties. The sender is opened on first use; guarded by this object's lock.
 */
final class ServiceBusOutput implements OutputBinding, AutoCloseable {

    private final String connectionString;
    private final String entity;
    private final boolean topic;
    private @Nullable ServiceBusSenderClient sender;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if neither queue nor topic is named */
    ServiceBusOutput(Binding binding) {
        connectionString = binding.connection("ServiceBus");
        topic = binding.fields().text("queueName").isEmpty();
        entity = binding.fields().requiredText(topic ? "topicName" : "queueName");
    }

    @Override
    public void write(Invocation invocation, TypedData value) {
        List<ServiceBusMessage> messages = JsonItems.of(value).stream()
                .map(item -> message(item, invocation))
                .toList();
        ServiceBusSenderClient open = sender();
        if (messages.size() == 1) {
            open.sendMessage(messages.getFirst());
        } else if (!messages.isEmpty()) {
            open.sendMessages(messages);
        }
    }

    @Override
    public synchronized void close() {
        if (sender != null) {
            sender.close();
        }
    }

    private static ServiceBusMessage message(TypedData item, Invocation invocation) {
        ServiceBusMessage message =
                new ServiceBusMessage(BinaryData.fromBytes(Values.asBytes(item).orElse(new byte[0])));
        message.getApplicationProperties()
                .put("Diagnostic-Id", invocation.trace().header());
        message.getApplicationProperties().put("traceparent", invocation.trace().header());
        return message;
    }

    private synchronized ServiceBusSenderClient sender() {
        ServiceBusSenderClient open = sender;
        if (open == null) {
            ServiceBusClientBuilder.ServiceBusSenderClientBuilder builder = new ServiceBusClientBuilder()
                    .connectionString(connectionString)
                    .sender();
            open = (topic ? builder.topicName(entity) : builder.queueName(entity)).buildClient();
            sender = open;
        }
        return open;
    }
}
