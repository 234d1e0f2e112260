package dev.convoy.runtime.durable.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of one instance at one moment, as a value: what a snapshot keeps of it, and what two hubs are compared by.
 *
 * @param history everything the present generation has seen; empty when it lies elsewhere
 * @param archived where the history lies, if not here
 */
public record InstanceImage(
        Head head,
        Progress progress,
        Work work,
        List<HistoryEvent> history,
        @Nullable HistoryRef archived) {

    /** The same, with the history elsewhere. */
    public InstanceImage archivedAt(HistoryRef ref) {
        return new InstanceImage(head, progress, work, List.of(), ref);
    }

    /** What a start fixes for good, but for version and generation. */
    public record Head(
            InstanceId id,
            long sequence,
            int generation,
            String name,
            @Nullable String version,
            @Nullable ParentInstance parent,
            @Nullable Instant scheduledStart,
            Instant createdAt) {}

    /** How far it has come, and how it ended if it has. */
    public record Progress(
            Instant lastUpdatedAt,
            Instant lastTurnAt,
            boolean started,
            boolean suspended,
            @Nullable OrchestrationStatus terminalStatus,
            @Nullable String input,
            @Nullable String output,
            @Nullable String customStatus,
            @Nullable TaskFailure failure) {}

    /** What it waits for. */
    public record Work(
            List<HistoryEvent> inbox,
            List<ActivityTask> activities,
            Map<Integer, InstanceId> children,
            List<HistoryEvent.TimerCreated> timers) {

        public Work {
            inbox = List.copyOf(inbox);
            activities = List.copyOf(activities);
            children = Map.copyOf(children);
            timers = List.copyOf(timers);
        }
    }
}
