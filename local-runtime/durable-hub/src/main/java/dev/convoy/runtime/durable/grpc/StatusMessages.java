package dev.convoy.runtime.durable.grpc;

import static dev.convoy.runtime.durable.grpc.ProtoValues.failure;
import static dev.convoy.runtime.durable.grpc.ProtoValues.instant;
import static dev.convoy.runtime.durable.grpc.ProtoValues.status;
import static dev.convoy.runtime.durable.grpc.ProtoValues.text;
import static dev.convoy.runtime.durable.grpc.ProtoValues.timestamp;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.GetInstanceResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.InstanceQuery;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationState;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.PurgeInstanceFilter;
import dev.convoy.runtime.durable.engine.InstanceFilter;
import dev.convoy.runtime.durable.engine.InstanceStatus;
import java.util.Optional;
import java.util.stream.Collectors;

/** Statuses of instances as messages, and messages as filters. Stateless. */
final class StatusMessages {

    private StatusMessages() {}

    static GetInstanceResponse response(Optional<InstanceStatus> found, boolean withPayloads) {
        GetInstanceResponse.Builder response = GetInstanceResponse.newBuilder().setExists(found.isPresent());
        found.ifPresent(status -> response.setOrchestrationState(state(status, withPayloads)));
        return response.build();
    }

    static OrchestrationState state(InstanceStatus instance, boolean withPayloads) {
        OrchestrationState.Builder state = OrchestrationState.newBuilder()
                .setInstanceId(instance.id().value())
                .setName(instance.name())
                .setOrchestrationStatus(status(instance.status()))
                .setCreatedTimestamp(timestamp(instance.createdAt()))
                .setLastUpdatedTimestamp(timestamp(instance.lastUpdatedAt()));
        if (instance.version() != null) {
            state.setVersion(text(instance.version()));
        }
        if (instance.scheduledStart() != null) {
            state.setScheduledStartTimestamp(timestamp(instance.scheduledStart()));
        }
        if (instance.failure() != null) {
            state.setFailureDetails(failure(instance.failure()));
        }
        if (withPayloads) {
            addPayloads(instance, state);
        }
        return state.build();
    }

    static InstanceFilter filter(InstanceQuery query) {
        return new InstanceFilter(
                query.getRuntimeStatusList().stream().map(ProtoValues::status).collect(Collectors.toSet()),
                instant(query.hasCreatedTimeFrom(), query.getCreatedTimeFrom()),
                instant(query.hasCreatedTimeTo(), query.getCreatedTimeTo()),
                text(query.hasInstanceIdPrefix(), query.getInstanceIdPrefix()));
    }

    static InstanceFilter filter(PurgeInstanceFilter filter) {
        return new InstanceFilter(
                filter.getRuntimeStatusList().stream().map(ProtoValues::status).collect(Collectors.toSet()),
                instant(filter.hasCreatedTimeFrom(), filter.getCreatedTimeFrom()),
                instant(filter.hasCreatedTimeTo(), filter.getCreatedTimeTo()),
                null);
    }

    private static void addPayloads(InstanceStatus instance, OrchestrationState.Builder state) {
        if (instance.input() != null) {
            state.setInput(text(instance.input()));
        }
        if (instance.output() != null) {
            state.setOutput(text(instance.output()));
        }
        if (instance.customStatus() != null) {
            state.setCustomStatus(text(instance.customStatus()));
        }
    }
}
