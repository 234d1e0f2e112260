package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryEvent.EventRaised;
import dev.convoy.runtime.durable.history.HistoryEvent.ExecutionStarted;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.history.OrchestratorAction.CompleteOrchestration;
import dev.convoy.runtime.durable.history.ParentInstance;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How each change alters instances, and those around them. Holds no time and no chance: everything comes from the change and the
 * state. Confined to the hub's thread.
 */
final class Transitions {

    private final HubState state;
    private final Effects effects;

    Transitions(HubState state, Effects effects) {
        this.state = state;
        this.effects = effects;
    }

    void started(HubChange.Started change) {
        begin(
                change.id(),
                new ExecutionStarted(
                        change.at(), change.name(), change.version(), change.input(), null, change.scheduledStart()));
    }

    void arrived(Instance instance, HistoryEvent event) {
        switch (event) {
            case HistoryEvent.TaskCompleted completed -> closeActivity(instance, completed.taskScheduledId());
            case HistoryEvent.TaskFailed failed -> closeActivity(instance, failed.taskScheduledId());
            case HistoryEvent.TimerFired fired -> instance.timers.remove(fired.timerId());
            default -> {
                // an external event answers nothing the hub keeps
            }
        }
        instance.inbox.add(event);
        effects.mayRun(instance);
    }

    void turnEnded(Instance instance, HubChange.TurnEnded turn) {
        boolean first = !instance.started;
        instance.started = true;
        instance.lastUpdatedAt = turn.at();
        instance.lastTurnAt = turn.startedAt();
        if (turn.customStatus() != null) {
            instance.customStatus = turn.customStatus();
        }
        consume(instance, turn);
        CompleteOrchestration end = perform(instance, turn);
        if (end != null) {
            complete(instance, turn.at(), end);
        }
        if (first || end != null) {
            effects.statusChanged(instance);
        }
        effects.mayRun(instance);
    }

    void suspended(Instance instance, HubChange.Suspended change) {
        instance.suspended = true;
        instance.lastUpdatedAt = change.at();
        instance.record(new HistoryEvent.ExecutionSuspended(change.at(), change.reason()));
        effects.statusChanged(instance);
    }

    void resumed(Instance instance, HubChange.Resumed change) {
        instance.suspended = false;
        instance.lastUpdatedAt = change.at();
        instance.record(new HistoryEvent.ExecutionResumed(change.at(), change.reason()));
        effects.statusChanged(instance);
        effects.mayRun(instance);
    }

    void terminated(Instance root, HubChange.Terminated change) {
        List<Instance> family = new ArrayList<>(List.of(root));
        for (int i = 0; i < family.size(); i++) {
            Instance instance = family.get(i);
            if (change.recursive()) {
                instance.children.values().stream()
                        .map(state::find)
                        .filter(child -> child != null && !child.isTerminal())
                        .forEach(family::add);
            }
            instance.record(new HistoryEvent.ExecutionTerminated(change.at(), change.output()));
            instance.activities.clear();
            finish(instance, change.at(), OrchestrationStatus.TERMINATED, change.output(), null);
            effects.statusChanged(instance);
        }
    }

    private void begin(InstanceId id, ExecutionStarted start) {
        Instance instance = state.add(id, start, effects);
        instance.inbox.add(start);
        if (start.scheduledStart() != null) {
            effects.startDelayed(instance);
        }
        effects.mayRun(instance);
        effects.statusChanged(instance);
    }

    private static void closeActivity(Instance instance, int taskId) {
        instance.activities.remove(new ActivityTask.Ref(instance.generation, taskId));
    }

    private static void consume(Instance instance, HubChange.TurnEnded turn) {
        instance.record(new HistoryEvent.OrchestratorStarted(turn.startedAt()));
        List<HistoryEvent> taken = instance.inbox.subList(0, turn.consumed());
        taken.forEach(instance::record);
        taken.clear();
    }

    /** Performs every action but the completing one, which it answers. */
    private @Nullable CompleteOrchestration perform(Instance instance, HubChange.TurnEnded turn) {
        CompleteOrchestration end = null;
        Instant at = turn.at();
        for (OrchestratorAction action : turn.actions()) {
            instance.actionIds.add(action.id());
            switch (action) {
                case OrchestratorAction.ScheduleTask task -> schedule(instance, at, task);
                case OrchestratorAction.CreateTimer timer -> createTimer(instance, at, timer);
                case OrchestratorAction.CreateSubOrchestration child -> call(instance, at, child);
                case OrchestratorAction.SendEvent event -> send(instance, at, event);
                case CompleteOrchestration complete -> end = complete;
            }
            at = at.plusNanos(1_000);
        }
        return end;
    }

    private void schedule(Instance instance, Instant at, OrchestratorAction.ScheduleTask action) {
        instance.record(
                new HistoryEvent.TaskScheduled(at, action.id(), action.name(), action.version(), action.input()));
        ActivityTask task = new ActivityTask(
                instance.id,
                instance.sequence,
                instance.generation,
                action.id(),
                action.name(),
                action.version(),
                action.input());
        instance.activities.put(task.ref(), task);
        effects.activityScheduled(task);
    }

    private void createTimer(Instance instance, Instant at, OrchestratorAction.CreateTimer action) {
        HistoryEvent.TimerCreated created = new HistoryEvent.TimerCreated(at, action.id(), action.fireAt());
        instance.record(created);
        instance.timers.put(action.id(), created);
        effects.timerCreated(instance, created);
    }

    private void call(Instance caller, Instant at, OrchestratorAction.CreateSubOrchestration action) {
        caller.record(new HistoryEvent.SubOrchestrationCreated(
                at, action.id(), action.instanceId(), action.name(), action.version(), action.input()));
        Instance existing = state.find(action.instanceId());
        if (existing != null && !existing.isTerminal()) {
            caller.inbox.add(new HistoryEvent.SubOrchestrationFailed(at, action.id(), alreadyExists(existing)));
            return;
        }
        caller.children.put(action.id(), action.instanceId());
        ParentInstance parent =
                new ParentInstance(caller.id, caller.name, caller.version, caller.generation, action.id());
        begin(
                action.instanceId(),
                new ExecutionStarted(at, action.name(), action.version(), action.input(), parent, null));
    }

    private void send(Instance sender, Instant at, OrchestratorAction.SendEvent action) {
        sender.record(new HistoryEvent.EventSent(at, action.id(), action.target(), action.name(), action.input()));
        Instance target = state.find(action.target());
        if (target != null && !target.isTerminal()) {
            arrived(target, new EventRaised(at, action.name(), action.input()));
        }
    }

    private void complete(Instance instance, Instant at, CompleteOrchestration end) {
        if (end.status() == OrchestrationStatus.CONTINUED_AS_NEW) {
            continueAsNew(instance, at, end);
        } else {
            instance.record(
                    new HistoryEvent.ExecutionCompleted(at, end.id(), end.status(), end.result(), end.failure()));
            finish(instance, at, end.status(), end.result(), end.failure());
        }
    }

    /** Keeps what came from outside and was not consumed: carried over by the orchestrator first, then late arrivals. */
    private void continueAsNew(Instance instance, Instant at, CompleteOrchestration end) {
        List<HistoryEvent> late =
                instance.inbox.stream().filter(EventRaised.class::isInstance).toList();
        effects.timersObsolete(instance);
        instance.beginNextGeneration();
        instance.input = end.result();
        instance.version = end.newVersion() != null ? end.newVersion() : instance.version;
        instance.inbox.add(
                new ExecutionStarted(at, instance.name, instance.version, instance.input, instance.parent, null));
        end.carryOver().stream()
                .sorted(Comparator.comparing(EventRaised::timestamp))
                .forEach(instance.inbox::add);
        instance.inbox.addAll(late);
    }

    private void finish(
            Instance instance,
            Instant at,
            OrchestrationStatus status,
            @Nullable String result,
            @Nullable TaskFailure failure) {
        instance.terminalStatus = status;
        instance.output = result;
        instance.failure = failure;
        instance.lastUpdatedAt = at;
        effects.timersObsolete(instance);
        instance.settle();
        tellParent(instance, at);
    }

    private void tellParent(Instance child, Instant at) {
        Instance parent = state.waitingParent(child);
        if (parent == null || child.parent == null) {
            return;
        }
        int taskId = child.parent.taskId();
        parent.children.remove(taskId);
        parent.inbox.add(
                child.terminalStatus == OrchestrationStatus.COMPLETED
                        ? new HistoryEvent.SubOrchestrationCompleted(at, taskId, child.output)
                        : new HistoryEvent.SubOrchestrationFailed(at, taskId, failureOf(child)));
        effects.mayRun(parent);
    }

    private static TaskFailure failureOf(Instance child) {
        if (child.failure != null) {
            return child.failure;
        }
        String reason = child.output == null ? "" : ": " + child.output;
        return TaskFailure.of(
                "OrchestrationTerminated",
                "The sub-orchestration " + child.id + " ended as " + child.status() + reason);
    }

    private static TaskFailure alreadyExists(Instance existing) {
        return TaskFailure.of(
                "OrchestrationAlreadyExists",
                "An orchestration instance with the id " + existing.id + " exists already and is " + existing.status());
    }
}
