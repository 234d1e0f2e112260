package dev.convoy.orchestrations.events;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusTopicTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.hub.DurableClients;
import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.order.OrderBookUnreachableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The function that receives what sagas start on and wait for. */
public class OrderEventsFunction {

    private static final Logger LOG = LoggerFactory.getLogger(OrderEventsFunction.class);

    /** Lets time pass; a test need not wait for it. */
    @FunctionalInterface
    public interface Pause {

        void last(Duration duration) throws InterruptedException;
    }

    private final EventRouter router;
    private final DurableClients clients;
    private final Pause pause;

    public OrderEventsFunction(EventRouter router, DurableClients clients, Pause pause) {
        this.router = router;
        this.clients = clients;
        this.pause = pause;
    }

    /**
     * Routes one message; whatever it throws is retried by Service Bus and ends in the subscription's dead letters.
     *
     * @param deliveryCount how often the message was delivered, this time included; digits, perhaps in quotes
     */
    @FunctionName("OrderSagaEvents")
    public void receive(
            @ServiceBusTopicTrigger(
                            name = "message",
                            topicName = Entities.EVENTS,
                            subscriptionName = Entities.ORDER_SAGA,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("DeliveryCount") String deliveryCount,
            @DurableClientInput(name = "durable") String durable) {
        receive(message, deliveryCount, new DurableSagaInstances(clients.instances(durable)));
    }

    void receive(String message, String deliveryCount, SagaInstances sagas) {
        try {
            router.route(Envelopes.read(message), sagas);
        } catch (HubUnreachableException | OrderBookUnreachableException e) {
            hold(deliveryCount, e);
            throw e;
        }
    }

    private void hold(String deliveryCount, RuntimeException problem) {
        Duration held = Pacing.after(number(deliveryCount));
        LOG.atWarn()
                .addKeyValue("deliveryCount", deliveryCount)
                .addKeyValue("heldMs", held.toMillis())
                .addKeyValue("problem", problem.getMessage())
                .log("outage, the message goes back after a while");
        try {
            pause.last(held);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int number(String deliveryCount) {
        String digits = deliveryCount.replaceAll("[^0-9]", "");
        return digits.isEmpty() || digits.length() > 6 ? 1 : Integer.parseInt(digits);
    }
}
