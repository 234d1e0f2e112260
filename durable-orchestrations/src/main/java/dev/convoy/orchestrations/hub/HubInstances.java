package dev.convoy.orchestrations.hub;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationMetadata;
import dev.convoy.contracts.json.Json;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Orchestration instances in the task hub that the host offers. Every method throws {@link HubUnreachableException} if the hub does
 * not answer, which is safe to retry. Safe for use by several threads.
 */
public final class HubInstances {

    private final DurableTaskClient client;

    public HubInstances(DurableTaskClient client) {
        this.client = client;
    }

    /** Starts an instance unless one of that id was ever started; tells whether it did. */
    public boolean startOnce(String orchestration, String instanceId, Object input) {
        return !metadata(instanceId).isInstanceFound() && schedule(orchestration, instanceId, input);
    }

    /** Starts an instance unless one of that id is running; tells whether it did. */
    public boolean startAgain(String orchestration, String instanceId, Object input) {
        OrchestrationMetadata found = metadata(instanceId);
        return (!found.isInstanceFound() || found.isCompleted()) && schedule(orchestration, instanceId, input);
    }

    /** Whether an instance of that id is running, or about to. */
    public boolean isRunning(String instanceId) {
        OrchestrationMetadata found = metadata(instanceId);
        return found.isInstanceFound() && !found.isCompleted();
    }

    /** Tells an instance; false if none of that id is running. */
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

    /**
     * Starts an instance unless one of that id is running, in one call; tells whether it did. For orchestrations that may be run over after
     * their end without effect.
     */
    public boolean start(String orchestration, String instanceId, Object input) {
        return schedule(orchestration, instanceId, input);
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

    private OrchestrationMetadata metadata(String instanceId) {
        try {
            return client.getInstanceMetadata(instanceId, false);
        } catch (StatusRuntimeException e) {
            throw new HubUnreachableException("look up", instanceId, e);
        }
    }
}
