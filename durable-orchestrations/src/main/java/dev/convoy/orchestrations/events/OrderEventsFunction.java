package dev.convoy.orchestrations.events;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.hub.DurableClients;

/** The function that receives what sagas start on and wait for. */
public class OrderEventsFunction {

    private final EventRouter router;
    private final DurableClients clients;

    public OrderEventsFunction(EventRouter router, DurableClients clients) {
        this.router = router;
        this.clients = clients;
    }

    /** Routes one message; whatever it throws is retried by Service Bus and ends in the subscription's dead letters. */
    @FunctionName("OrderSagaEvents")
    public void receive(
            @ServiceBusTopicTrigger(
                            name = "message",
                            topicName = Entities.EVENTS,
                            subscriptionName = Entities.ORDER_SAGA,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @DurableClientInput(name = "durable") String durable) {
        router.route(Envelopes.read(message), new DurableSagaInstances(clients.instances(durable)));
    }
}
