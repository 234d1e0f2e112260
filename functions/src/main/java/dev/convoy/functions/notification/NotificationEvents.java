package dev.convoy.functions.notification;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;

/** The subscription {@value Entities#NOTIFICATION} of events, and the queue of its delayed copies. */
public final class NotificationEvents {

    private final MessageConsumer consumer;
    private final NotifyCustomer notifying;

    public NotificationEvents(MessageConsumer consumer, NotifyCustomer notifying) {
        this.consumer = consumer;
        this.notifying = notifying;
    }

    @FunctionName("NotificationEvents")
    public void first(
            @ServiceBusTopicTrigger(
                            name = "message",
                            topicName = Entities.EVENTS,
                            subscriptionName = Entities.NOTIFICATION,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId) {
        consumer.accept(Delivery.of(message, messageId, null), notifying::handle);
    }

    @FunctionName("NotificationRetries")
    public void again(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.NOTIFICATION_RETRIES,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumer.accept(Delivery.of(message, messageId, applicationProperties), notifying::handle);
    }
}
