package dev.convoy.runtime.host.trigger.durable;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import dev.convoy.runtime.host.invoke.Outcome;

/** What an orchestrator learns of a failed function: the type before the first colon of the worker's message, and the rest. */
record ActivityFailure(String type, String message, String stackTrace) {

    static ActivityFailure of(Outcome.Failed failed) {
        int colon = failed.message().indexOf(':');
        return colon < 0
                ? new ActivityFailure("(unknown)", failed.message(), failed.stackTrace())
                : new ActivityFailure(
                        failed.message().substring(0, colon),
                        failed.message().substring(colon + 1).strip(),
                        failed.stackTrace());
    }

    TaskFailureDetails details() {
        return TaskFailureDetails.newBuilder()
                .setErrorType(type)
                .setErrorMessage(message)
                .setStackTrace(StringValue.of(stackTrace))
                .build();
    }
}
