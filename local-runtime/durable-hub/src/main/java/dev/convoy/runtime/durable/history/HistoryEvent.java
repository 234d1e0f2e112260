package dev.convoy.runtime.durable.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an orchestration instance, in the terms of the Durable Task protocol ({@code orchestrator_service.proto},
 * HistoryEvent). Payloads are serialised text that the hub never reads.
 */
public sealed interface HistoryEvent {

    /** The event id of everything that no action of the orchestrator has caused. */
    int NOT_SCHEDULED = -1;

    /** When it happened; within one instance no two events that came from outside have the same. */
    Instant timestamp();

    /** The id of the action that caused it, or {@link #NOT_SCHEDULED}. */
    default int eventId() {
        return NOT_SCHEDULED;
    }

    /** Whether a worker gets to see it: SDK 1.5.0 throws on event types it does not replay. */
    default boolean isReplayed() {
        return true;
    }

    /** A turn began; its timestamp is the orchestrator's current time. */
    record OrchestratorStarted(Instant timestamp) implements HistoryEvent {}

    /** The instance, or its next generation, began. */
    record ExecutionStarted(
            Instant timestamp,
            String name,
            @Nullable String version,
            @Nullable String input,
            @Nullable ParentInstance parent,
            @Nullable Instant scheduledStart)
            implements HistoryEvent {}

    /** The instance ended by its own action, by failure or by termination. */
    record ExecutionCompleted(
            Instant timestamp,
            int eventId,
            OrchestrationStatus status,
            @Nullable String result,
            @Nullable TaskFailure failure)
            implements HistoryEvent {
        @Override
        public boolean isReplayed() {
            return false;
        }
    }

    /** An activity was asked for. */
    record TaskScheduled(
            Instant timestamp,
            int eventId,
            String name,
            @Nullable String version,
            @Nullable String input) implements HistoryEvent {}

    /** An activity answered. */
    record TaskCompleted(
            Instant timestamp,
            int taskScheduledId,
            @Nullable String result) implements HistoryEvent {}

    /** An activity failed. */
    record TaskFailed(Instant timestamp, int taskScheduledId, TaskFailure failure) implements HistoryEvent {}

    /** A sub-orchestration was asked for. */
    record SubOrchestrationCreated(
            Instant timestamp,
            int eventId,
            InstanceId instanceId,
            String name,
            @Nullable String version,
            @Nullable String input)
            implements HistoryEvent {}

    /** A sub-orchestration completed. */
    record SubOrchestrationCompleted(
            Instant timestamp,
            int taskScheduledId,
            @Nullable String result) implements HistoryEvent {}

    /** A sub-orchestration failed, was terminated, or could not be started. */
    record SubOrchestrationFailed(Instant timestamp, int taskScheduledId, TaskFailure failure)
            implements HistoryEvent {}

    /** A timer was asked for. */
    record TimerCreated(Instant timestamp, int eventId, Instant fireAt) implements HistoryEvent {}

    /** A timer's time came. */
    record TimerFired(Instant timestamp, int timerId, Instant fireAt) implements HistoryEvent {}

    /** The orchestrator sent an event to another instance. */
    record EventSent(
            Instant timestamp,
            int eventId,
            InstanceId target,
            String name,
            @Nullable String input) implements HistoryEvent {
        @Override
        public boolean isReplayed() {
            return false;
        }
    }

    /** An event arrived from outside. */
    record EventRaised(
            Instant timestamp, String name, @Nullable String input) implements HistoryEvent {}

    /** A client suspended the instance. The hub holds its turns back, so workers need not know. */
    record ExecutionSuspended(Instant timestamp, @Nullable String reason) implements HistoryEvent {
        @Override
        public boolean isReplayed() {
            return false;
        }
    }

    /** A client resumed the instance. */
    record ExecutionResumed(Instant timestamp, @Nullable String reason) implements HistoryEvent {
        @Override
        public boolean isReplayed() {
            return false;
        }
    }

    /** A client terminated the instance. The hub does it by itself: SDK 1.5.0 breaks when it has to. */
    record ExecutionTerminated(Instant timestamp, @Nullable String output) implements HistoryEvent {
        @Override
        public boolean isReplayed() {
            return false;
        }
    }
}
