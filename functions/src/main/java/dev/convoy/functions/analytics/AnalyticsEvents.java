package dev.convoy.functions.analytics;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import java.util.List;

/** The subscription {@value Entities#ANALYTICS} of all events, taken in batches, and the queue of its delayed copies. */
public final class AnalyticsEvents {

    private final MessageConsumer consumer;
    private final EventCounters counters;

    public AnalyticsEvents(MessageConsumer consumer, EventCounters counters) {
        this.consumer = consumer;
        this.counters = counters;
    }

    @FunctionName("AnalyticsEvents")
    public void first(
            @ServiceBusTopicTrigger(
                            name = "messages",
                            topicName = Entities.EVENTS,
                            subscriptionName = Entities.ANALYTICS,
                            connection = Entities.SERVICE_BUS_CONNECTION,
                            cardinality = Cardinality.MANY)
                    String[] messages,
            @BindingName("MessageIdArray") String messageIds) {
        consumer.acceptAll(Delivery.batch(List.of(messages), messageIds), counters::count);
    }

    @FunctionName("AnalyticsRetries")
    public void again(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.ANALYTICS_RETRIES,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumer.acceptAll(List.of(Delivery.of(message, messageId, applicationProperties)), counters::count);
    }
}
