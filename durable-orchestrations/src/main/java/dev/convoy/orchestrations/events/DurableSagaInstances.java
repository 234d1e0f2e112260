package dev.convoy.orchestrations.events;

import dev.convoy.orchestrations.hub.HubInstances;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.OrderSaga;
import dev.convoy.orchestrations.ordersaga.SagaStart;

/** The orchestration instances of orders in a task hub. Safe for use by several threads. */
public final class DurableSagaInstances implements SagaInstances {

    private final HubInstances hub;

    public DurableSagaInstances(HubInstances hub) {
        this.hub = hub;
    }

    @Override
    public boolean start(SagaStart start) {
        return hub.startOnce(OrderSaga.NAME, start.orderId().value(), start);
    }

    @Override
    public boolean startRepair(OrderRepair.Start start) {
        return hub.startAgain(
                OrderRepair.NAME, OrderRepair.instanceId(start.first().orderId()), start);
    }

    @Override
    public boolean raise(String instanceId, String event, Object payload) {
        return hub.raise(instanceId, event, payload);
    }

    @Override
    public boolean isRunning(String instanceId) {
        return hub.isRunning(instanceId);
    }
}
