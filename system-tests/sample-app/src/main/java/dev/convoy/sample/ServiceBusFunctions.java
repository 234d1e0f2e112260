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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Service Bus: queue and subscription, single and batch, sessions, outputs. */
public class ServiceBusFunctions {

    private static final String CONNECTION = "ServiceBusConnection";

    /** As many as host.json lets in at once. */
    private static final int ALL = 64;

    private static final int LONGER_THAN_A_LOCK_SECONDS = 7;
    private static final int PATIENCE_SECONDS = 20;
    private static final CountDownLatch MISSING = new CountDownLatch(ALL);

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

    /** Nobody leaves before all have come. */
    @FunctionName("Meet")
    public void meet(
            @ServiceBusQueueTrigger(name = "message", queueName = "meetings", connection = CONNECTION) String message)
            throws InterruptedException {
        MISSING.countDown();
        if (!MISSING.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(MISSING.getCount() + " have not come");
        }
        Seen.add("met", message);
    }

    @FunctionName("Dawdle")
    public void dawdle(
            @ServiceBusQueueTrigger(name = "message", queueName = "slow", connection = CONNECTION) String message,
            @BindingName("DeliveryCount") int delivery)
            throws InterruptedException {
        Seen.add("slow-begun", message + ":" + delivery);
        TimeUnit.SECONDS.sleep(LONGER_THAN_A_LOCK_SECONDS);
        Seen.add("slow", message + ":" + delivery);
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
