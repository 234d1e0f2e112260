package dev.convoy.orchestrations.events;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.bus.Incoming;
import dev.convoy.orchestrations.hub.DurableClients;

/** The functions that receive what sagas start on and wait for: the subscription, and the queue of its delayed copies. */
public class OrderEventsFunction {

    private static final String SUBSCRIPTION = Entities.EVENTS + "/" + Entities.ORDER_SAGA;

    private final EventIntake intake;
    private final DurableClients clients;

    public OrderEventsFunction(EventIntake intake, DurableClients clients) {
        this.intake = intake;
        this.clients = clients;
    }

    /** Takes one event as it was published. */
    @FunctionName("OrderSagaEvents")
    public void receive(
            @ServiceBusTopicTrigger(
                            name = "message",
                            topicName = Entities.EVENTS,
                            subscriptionName = Entities.ORDER_SAGA,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @DurableClientInput(name = "durable") String durable) {
        intake.take(Incoming.of(SUBSCRIPTION, message, messageId, null), instances(durable));
    }

    /** Takes one event again that met an outage, that is replayed, or that an operator sent back. */
    @FunctionName("OrderSagaRetries")
    public void again(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.ORDER_SAGA_RETRIES,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties,
            @DurableClientInput(name = "durable") String durable) {
        intake.take(Incoming.of(SUBSCRIPTION, message, messageId, applicationProperties), instances(durable));
    }

    private DurableSagaInstances instances(String durable) {
        return new DurableSagaInstances(clients.instances(durable));
    }
}
