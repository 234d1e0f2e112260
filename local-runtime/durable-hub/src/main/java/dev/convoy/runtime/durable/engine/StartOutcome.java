package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;

/** What came of a wish to start an orchestration. */
public sealed interface StartOutcome {

    /** It is written down and will run. */
    record Started(InstanceId id) implements StartOutcome {}

    /** An instance of that id has not finished; it goes on untouched. */
    record AlreadyExists(InstanceId id, OrchestrationStatus status) implements StartOutcome {}

    /** There is no instance to restart. */
    record NothingToRestart(InstanceId id) implements StartOutcome {}
}
