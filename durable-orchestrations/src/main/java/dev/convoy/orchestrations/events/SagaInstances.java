package dev.convoy.orchestrations.events;

import dev.convoy.orchestrations.hub.HubUnreachableException;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.SagaStart;

/**
 * The orchestration instances of orders. Safe for use by several threads. Every method throws {@link HubUnreachableException} if
 * the hub does not answer, which is safe to retry.
 */
public interface SagaInstances {

    /** Starts the order's saga, unless it was ever started; tells whether it did. */
    boolean start(SagaStart start);

    /** Starts a repair of the order, unless one is running; tells whether it did. */
    boolean startRepair(OrderRepair.Start start);

    /** Whether an instance of that id is running. */
    boolean isRunning(String instanceId);

    /** Tells an instance; false if none of that id is running. */
    boolean raise(String instanceId, String event, Object payload);
}
