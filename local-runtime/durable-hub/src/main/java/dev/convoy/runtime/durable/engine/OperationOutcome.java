package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;

/** What came of an operation on an instance. */
public sealed interface OperationOutcome {

    /** It is written down and takes effect. */
    record Accepted() implements OperationOutcome {}

    /** No such instance. */
    record NotFound(InstanceId id) implements OperationOutcome {}

    /** The instance has finished; the operation means nothing to it. */
    record AlreadyFinished(InstanceId id, OrchestrationStatus status) implements OperationOutcome {}
}
