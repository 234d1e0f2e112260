package dev.convoy.runtime.durable.grpc;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The small change between messages and values: texts, times, statuses, failures. Stateless. */
final class ProtoValues {

    private ProtoValues() {}

    static StringValue text(String value) {
        return StringValue.of(value);
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    static @Nullable Instant instant(boolean present, Timestamp timestamp) {
        return present ? instant(timestamp) : null;
    }

    static @Nullable String text(boolean present, StringValue value) {
        return present ? value.getValue() : null;
    }

    /** The protocol's numbers and the enum's order are the same by definition. */
    static OrchestratorService.OrchestrationStatus status(OrchestrationStatus status) {
        return switch (status) {
            case RUNNING -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_RUNNING;
            case COMPLETED -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED;
            case CONTINUED_AS_NEW -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_CONTINUED_AS_NEW;
            case FAILED -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_FAILED;
            case CANCELED -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_CANCELED;
            case TERMINATED -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_TERMINATED;
            case PENDING -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_PENDING;
            case SUSPENDED -> OrchestratorService.OrchestrationStatus.ORCHESTRATION_STATUS_SUSPENDED;
        };
    }

    static OrchestrationStatus status(OrchestratorService.OrchestrationStatus status) {
        return switch (status) {
            case ORCHESTRATION_STATUS_RUNNING -> OrchestrationStatus.RUNNING;
            case ORCHESTRATION_STATUS_COMPLETED -> OrchestrationStatus.COMPLETED;
            case ORCHESTRATION_STATUS_CONTINUED_AS_NEW -> OrchestrationStatus.CONTINUED_AS_NEW;
            case ORCHESTRATION_STATUS_FAILED -> OrchestrationStatus.FAILED;
            case ORCHESTRATION_STATUS_CANCELED -> OrchestrationStatus.CANCELED;
            case ORCHESTRATION_STATUS_TERMINATED -> OrchestrationStatus.TERMINATED;
            case ORCHESTRATION_STATUS_PENDING -> OrchestrationStatus.PENDING;
            case ORCHESTRATION_STATUS_SUSPENDED -> OrchestrationStatus.SUSPENDED;
            case UNRECOGNIZED -> throw new IllegalArgumentException("orchestrationStatus: unknown number");
        };
    }

    static OrchestratorService.TaskFailureDetails failure(TaskFailure failure) {
        OrchestratorService.TaskFailureDetails.Builder builder = OrchestratorService.TaskFailureDetails.newBuilder()
                .setErrorType(failure.errorType())
                .setErrorMessage(failure.errorMessage())
                .setIsNonRetriable(failure.nonRetriable());
        if (failure.stackTrace() != null) {
            builder.setStackTrace(text(failure.stackTrace()));
        }
        if (failure.innerFailure() != null) {
            builder.setInnerFailure(failure(failure.innerFailure()));
        }
        return builder.build();
    }

    static @Nullable TaskFailure failure(boolean present, OrchestratorService.TaskFailureDetails details) {
        if (!present) {
            return null;
        }
        return new TaskFailure(
                details.getErrorType(),
                details.getErrorMessage(),
                text(details.hasStackTrace(), details.getStackTrace()),
                failure(details.hasInnerFailure(), details.getInnerFailure()),
                details.getIsNonRetriable());
    }
}
