package dev.convoy.runtime.host.worker;

import java.util.List;

/** What this worker tells its host it can do; the platform's Java worker offers the same, except for the cancelling of invocations. */
final class Capabilities {

    static final List<String> OFFERED = List.of(
            "TypedDataCollection",
            "WorkerStatus",
            "RpcHttpBodyOnly",
            "RpcHttpTriggerMetadataRemoved",
            "HandlesWorkerTerminateMessage",
            "HandlesInvocationCancelMessage");

    private Capabilities() {}
}
