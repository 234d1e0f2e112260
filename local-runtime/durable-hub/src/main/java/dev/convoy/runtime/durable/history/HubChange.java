package dev.convoy.runtime.durable.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a task hub's state, decided and complete: applying the same changes in the same order gives the same state. This is
 * what the hub writes down before anything leaves it. A change that touches several instances (a turn that starts a
 * sub-orchestration, an end that wakes the parent) is still one.
 */
public sealed interface HubChange {

    /** An instance was started by a client. Replaces a finished one of the same id. */
    record Started(
            InstanceId id,
            Instant at,
            String name,
            @Nullable String version,
            @Nullable String input,
            @Nullable Instant scheduledStart)
            implements HubChange {}

    /** An event from outside (external event, activity result, timer) waits for the instance's next turn. */
    record Arrived(InstanceId id, HistoryEvent event) implements HubChange {}

    /**
     * A turn ended: it began at {@code startedAt} and took the first {@code consumed} waiting events. The actions hold nothing that an
     * earlier turn of the generation had asked for already.
     */
    record TurnEnded(
            InstanceId id,
            Instant at,
            Instant startedAt,
            int consumed,
            List<OrchestratorAction> actions,
            @Nullable String customStatus)
            implements HubChange {

        public TurnEnded {
            actions = List.copyOf(actions);
        }
    }

    /** An activity that nobody waits for any more (its generation is over) has answered and is not run again. */
    record ResultDropped(InstanceId id, int generation, int taskId) implements HubChange {}

    /** Turns are held back from now on. */
    record Suspended(InstanceId id, Instant at, @Nullable String reason) implements HubChange {}

    /** Turns go on. */
    record Resumed(InstanceId id, Instant at, @Nullable String reason) implements HubChange {}

    /** The instance, and if so asked all it has called, ended by a client's wish. */
    record Terminated(InstanceId id, Instant at, @Nullable String output, boolean recursive) implements HubChange {}

    /** Finished instances were forgotten. */
    record Purged(List<InstanceId> ids) implements HubChange {

        public Purged {
            ids = List.copyOf(ids);
        }
    }

    /** Everything was forgotten. */
    record Cleared(Instant at) implements HubChange {}

    /** A snapshot begins here: everything before is in the images that follow. */
    record Positioned(long lastSequence, Instant lastStamp) implements HubChange {}

    /** An instance as a snapshot found it. */
    record Restored(InstanceImage image) implements HubChange {}
}
