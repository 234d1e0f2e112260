package dev.convoy.orchestrations.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.OrchestratorFunction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskScheduledEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerCreatedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TimerFiredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One orchestration: its history, what it has not looked at yet, and what it waits for. Confined to one thread. */
public final class ReplayInstance {

    private static final int NO_ID = -1;

    private final String id;
    private final String name;
    private final OrchestratorFunction<String> orchestrator;
    private final Supplier<Instant> now;
    private final List<HistoryEvent> past = new ArrayList<>();
    private final List<HistoryEvent> inbox = new ArrayList<>();
    private final Map<Integer, HubWork.Activity> activities = new LinkedHashMap<>();
    private final Map<Integer, HubWork.Timer> timers = new LinkedHashMap<>();
    private final List<String> taken = new ArrayList<>();
    private @Nullable CompleteOrchestrationAction end;

    ReplayInstance(
            String id, String name, OrchestratorFunction<String> orchestrator, String input, Supplier<Instant> now) {
        this.id = id;
        this.name = name;
        this.orchestrator = orchestrator;
        this.now = now;
        inbox.add(event(NO_ID)
                .setExecutionStarted(ExecutionStartedEvent.newBuilder()
                        .setName(name)
                        .setInput(StringValue.of(input))
                        .setOrchestrationInstance(
                                OrchestrationInstance.newBuilder().setInstanceId(id)))
                .build());
    }

    public String id() {
        return id;
    }

    public boolean isRunning() {
        return end == null;
    }

    /** The output, once it has completed. */
    public Optional<String> output() {
        return Optional.ofNullable(end)
                .filter(e -> e.getOrchestrationStatus() == OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED)
                .map(e -> e.getResult().getValue());
    }

    /** Why it failed, if it did. */
    public Optional<String> failure() {
        return Optional.ofNullable(end)
                .filter(e -> e.getOrchestrationStatus() != OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED)
                .map(e -> e.getFailureDetails().getErrorMessage());
    }

    /** Names of the activities it asked for, in order. */
    public List<String> activitiesAskedFor() {
        return List.copyOf(taken);
    }

    /** How many events its history has. */
    public int historyLength() {
        return past.size();
    }

    Collection<HubWork> ready(Instant instant) {
        List<HubWork> ready = new ArrayList<>();
        if (isRunning()) {
            if (!inbox.isEmpty()) {
                ready.add(new HubWork.Turn(this));
            }
            timers.values().stream()
                    .filter(timer -> !timer.fireAt().isAfter(instant))
                    .forEach(ready::add);
        }
        ready.addAll(activities.values());
        return ready;
    }

    List<Instant> timers() {
        return isRunning() ? timers.values().stream().map(HubWork.Timer::fireAt).toList() : List.of();
    }

    void raise(String event, String payload) {
        inbox.add(event(NO_ID)
                .setEventRaised(EventRaisedEvent.newBuilder().setName(event).setInput(StringValue.of(payload)))
                .build());
    }

    void completed(HubWork.Activity activity, String result) {
        if (activities.remove(activity.id()) != null && isRunning()) {
            inbox.add(event(NO_ID)
                    .setTaskCompleted(TaskCompletedEvent.newBuilder()
                            .setTaskScheduledId(activity.id())
                            .setResult(StringValue.of(result)))
                    .build());
        }
    }

    void failed(HubWork.Activity activity, String reason) {
        if (activities.remove(activity.id()) != null && isRunning()) {
            inbox.add(event(NO_ID)
                    .setTaskFailed(TaskFailedEvent.newBuilder()
                            .setTaskScheduledId(activity.id())
                            .setFailureDetails(TaskFailureDetails.newBuilder()
                                    .setErrorType("Outage")
                                    .setErrorMessage(reason)))
                    .build());
        }
    }

    void fired(HubWork.Timer timer) {
        timers.remove(timer.id());
        inbox.add(event(NO_ID)
                .setTimerFired(
                        TimerFiredEvent.newBuilder().setTimerId(timer.id()).setFireAt(timestamp(timer.fireAt())))
                .build());
    }

    /** One turn: the whole history, then what is new. */
    void turn() {
        List<HistoryEvent> fresh = new ArrayList<>();
        fresh.add(event(NO_ID)
                .setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance())
                .build());
        fresh.addAll(inbox);
        inbox.clear();
        byte[] request = OrchestratorRequest.newBuilder()
                .setInstanceId(id)
                .addAllPastEvents(past)
                .addAllNewEvents(fresh)
                .build()
                .toByteArray();
        past.addAll(fresh);
        for (OrchestratorAction action : response(OrchestrationRunner.loadAndRun(request, orchestrator))) {
            apply(action);
        }
    }

    private static List<OrchestratorAction> response(byte[] bytes) {
        try {
            return OrchestratorResponse.parseFrom(bytes).getActionsList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the SDK answered what it cannot read", e);
        }
    }

    private void apply(OrchestratorAction action) {
        switch (action.getOrchestratorActionTypeCase()) {
            case SCHEDULETASK -> {
                String activity = action.getScheduleTask().getName();
                String input = action.getScheduleTask().getInput().getValue();
                taken.add(activity);
                activities.put(action.getId(), new HubWork.Activity(this, action.getId(), activity, input));
                past.add(event(action.getId())
                        .setTaskScheduled(TaskScheduledEvent.newBuilder()
                                .setName(activity)
                                .setInput(StringValue.of(input)))
                        .build());
            }
            case CREATETIMER -> {
                Timestamp fireAt = action.getCreateTimer().getFireAt();
                timers.put(action.getId(), new HubWork.Timer(this, action.getId(), instant(fireAt)));
                past.add(event(action.getId())
                        .setTimerCreated(TimerCreatedEvent.newBuilder().setFireAt(fireAt))
                        .build());
            }
            case COMPLETEORCHESTRATION -> end = action.getCompleteOrchestration();
            default -> throw new IllegalStateException("no such action here: " + action);
        }
    }

    private HistoryEvent.Builder event(int eventId) {
        // A timer that fires must not be seen at its very instant: the SDK would arm it again.
        return HistoryEvent.newBuilder()
                .setEventId(eventId)
                .setTimestamp(timestamp(now.get().plusMillis(1)));
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }

    @Override
    public String toString() {
        return name + "[" + id + "]";
    }
}
