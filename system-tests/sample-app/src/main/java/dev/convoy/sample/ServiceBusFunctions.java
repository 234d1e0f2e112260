package dev.convoy.sample;

import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueOutput;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusTopicOutput;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import java.util.Arrays;
import java.util.List;

/** Service Bus: queue and subscription, single and batch, sessions, outputs. */
public class ServiceBusFunctions {

    private static final String CONNECTION = "ServiceBusConnection";

    @FunctionName("TakeOrder")
    public void takeOrder(
            @ServiceBusQueueTrigger(name = "message", queueName = "%OrdersQueue%", connection = CONNECTION)
                    String message,
            @BindingName("MessageId") String id,
            @BindingName("DeliveryCount") int delivery,
            @ServiceBusQueueOutput(name = "copy", queueName = "copies", connection = CONNECTION)
                    OutputBinding<String> copy) {
        Seen.add("orders", id + ":" + message + ":" + delivery);
        if (message.startsWith("fail-once") && delivery == 1) {
            throw new IllegalStateException("not the first time");
        }
        copy.setValue("copy of " + message);
    }

    @FunctionName("Poison")
    public void poison(
            @ServiceBusQueueTrigger(name = "message", queueName = "poison", connection = CONNECTION) String message) {
        Seen.add("poison", message);
        throw new IllegalStateException("never");
    }

    @FunctionName("Announce")
    @ServiceBusTopicOutput(name = "$return", topicName = "news", subscriptionName = "", connection = CONNECTION)
    public List<String> announce(
            @ServiceBusQueueTrigger(name = "message", queueName = "copies", connection = CONNECTION) String message) {
        return List.of("1/2 " + message, "2/2 " + message);
    }

    @FunctionName("Batch")
    public void batch(
            @ServiceBusTopicTrigger(
                            name = "messages",
                            topicName = "news",
                            subscriptionName = "batches",
                            connection = CONNECTION,
                            cardinality = Cardinality.MANY)
                    String[] messages,
            @BindingName("MessageIdArray") String[] ids) {
        Seen.add("batch-sizes", messages.length + "/" + ids.length);
        Arrays.stream(messages).forEach(message -> Seen.add("batch", message));
    }

    @FunctionName("Session")
    public void session(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = "sessions",
                            connection = CONNECTION,
                            isSessionsEnabled = true)
                    String message,
            @BindingName("SessionId") String session) {
        Seen.add("session-" + session, message);
    }
}
