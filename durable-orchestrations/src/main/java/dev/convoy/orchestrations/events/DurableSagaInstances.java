package dev.convoy.orchestrations.events;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.ordersaga.OrderRepair;
import dev.convoy.orchestrations.ordersaga.OrderSaga;
import dev.convoy.orchestrations.ordersaga.SagaStart;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Orchestration instances in the task hub that the host offers. Safe for use by several threads. */
public final class DurableSagaInstances implements SagaInstances {

    private final DurableTaskClient client;

    public DurableSagaInstances(DurableTaskClient client) {
        this.client = client;
    }

    @Override
    public boolean start(SagaStart start) {
        String instanceId = start.orderId().value();
        return !metadata(instanceId).isInstanceFound() && schedule(OrderSaga.NAME, instanceId, start);
    }

    @Override
    public boolean startRepair(OrderRepair.Start start) {
        String instanceId = OrderRepair.instanceId(start.first().orderId());
        OrchestrationMetadata found = metadata(instanceId);
        return (!found.isInstanceFound() || found.isCompleted()) && schedule(OrderRepair.NAME, instanceId, start);
    }

    /** False if another was faster: the hub refuses the id of an instance that is running. */
    private boolean schedule(String orchestration, String instanceId, Object input) {
        try {
            client.scheduleNewOrchestrationInstance(
                    orchestration,
                    new NewOrchestrationInstanceOptions()
                            .setInstanceId(instanceId)
                            .setInput(Json.tree(input)));
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return false;
            }
            throw new HubUnreachableException("start", instanceId, e);
        }
    }

    @Override
    public boolean raise(String instanceId, String event, Object payload) {
        try {
            client.raiseEvent(instanceId, event, Json.tree(payload));
            return true;
        } catch (StatusRuntimeException e) {
            return switch (e.getStatus().getCode()) {
                case NOT_FOUND, FAILED_PRECONDITION -> false;
                default -> throw new HubUnreachableException("signal", instanceId, e);
            };
        }
    }

    private OrchestrationMetadata metadata(String instanceId) {
        try {
            return client.getInstanceMetadata(instanceId, false);
        } catch (StatusRuntimeException e) {
            throw new HubUnreachableException("look up", instanceId, e);
        }
    }
}
