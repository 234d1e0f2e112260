package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.ParentInstance;
import dev.convoy.runtime.durable.history.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bytes of a history event: kind, timestamp, fields in order. Kinds are those of the protocol's field numbers. Stateless. */
final class EventCodec {

    private static final int EXECUTION_STARTED = 3;
    private static final int EXECUTION_COMPLETED = 4;
    private static final int EXECUTION_TERMINATED = 5;
    private static final int TASK_SCHEDULED = 6;
    private static final int TASK_COMPLETED = 7;
    private static final int TASK_FAILED = 8;
    private static final int SUB_CREATED = 9;
    private static final int SUB_COMPLETED = 10;
    private static final int SUB_FAILED = 11;
    private static final int TIMER_CREATED = 12;
    private static final int TIMER_FIRED = 13;
    private static final int ORCHESTRATOR_STARTED = 14;
    private static final int EVENT_SENT = 16;
    private static final int EVENT_RAISED = 17;
    private static final int EXECUTION_SUSPENDED = 21;
    private static final int EXECUTION_RESUMED = 22;

    private EventCodec() {}

    static void write(HistoryEvent event, RecordWriter out) {
        switch (event) {
            case HistoryEvent.OrchestratorStarted started -> begin(out, ORCHESTRATOR_STARTED, started);
            case HistoryEvent.ExecutionStarted started -> writeStarted(started, out);
            case HistoryEvent.ExecutionCompleted completed -> {
                begin(out, EXECUTION_COMPLETED, completed);
                out.putInt(completed.eventId());
                writeStatus(completed.status(), out);
                out.putOptionalText(completed.result());
                writeOptionalFailure(completed.failure(), out);
            }
            case HistoryEvent.TaskScheduled scheduled -> {
                begin(out, TASK_SCHEDULED, scheduled);
                out.putInt(scheduled.eventId());
                out.putText(scheduled.name());
                out.putOptionalText(scheduled.version());
                out.putOptionalText(scheduled.input());
            }
            case HistoryEvent.TaskCompleted completed ->
                writeResult(begin(out, TASK_COMPLETED, completed), completed.taskScheduledId(), completed.result());
            case HistoryEvent.TaskFailed failed ->
                writeFailed(begin(out, TASK_FAILED, failed), failed.taskScheduledId(), failed.failure());
            case HistoryEvent.SubOrchestrationCreated created -> writeSubCreated(created, out);
            case HistoryEvent.SubOrchestrationCompleted completed ->
                writeResult(begin(out, SUB_COMPLETED, completed), completed.taskScheduledId(), completed.result());
            case HistoryEvent.SubOrchestrationFailed failed ->
                writeFailed(begin(out, SUB_FAILED, failed), failed.taskScheduledId(), failed.failure());
            case HistoryEvent.TimerCreated created ->
                writeTimer(begin(out, TIMER_CREATED, created), created.eventId(), created.fireAt());
            case HistoryEvent.TimerFired fired ->
                writeTimer(begin(out, TIMER_FIRED, fired), fired.timerId(), fired.fireAt());
            case HistoryEvent.EventSent sent -> {
                begin(out, EVENT_SENT, sent);
                out.putInt(sent.eventId());
                out.putText(sent.target().value());
                out.putText(sent.name());
                out.putOptionalText(sent.input());
            }
            case HistoryEvent.EventRaised raised -> {
                begin(out, EVENT_RAISED, raised);
                out.putText(raised.name());
                out.putOptionalText(raised.input());
            }
            case HistoryEvent.ExecutionSuspended suspended ->
                begin(out, EXECUTION_SUSPENDED, suspended).putOptionalText(suspended.reason());
            case HistoryEvent.ExecutionResumed resumed ->
                begin(out, EXECUTION_RESUMED, resumed).putOptionalText(resumed.reason());
            case HistoryEvent.ExecutionTerminated terminated ->
                begin(out, EXECUTION_TERMINATED, terminated).putOptionalText(terminated.output());
        }
    }

    static HistoryEvent read(RecordReader in) {
        int kind = in.takeByte();
        Instant at = in.takeInstant();
        return switch (kind) {
            case ORCHESTRATOR_STARTED -> new HistoryEvent.OrchestratorStarted(at);
            case EXECUTION_STARTED ->
                new HistoryEvent.ExecutionStarted(
                        at,
                        in.takeText(),
                        in.takeOptionalText(),
                        in.takeOptionalText(),
                        readParent(in),
                        in.takeOptionalInstant());
            case EXECUTION_COMPLETED ->
                new HistoryEvent.ExecutionCompleted(
                        at, in.takeInt(), readStatus(in), in.takeOptionalText(), readOptionalFailure(in));
            case TASK_SCHEDULED ->
                new HistoryEvent.TaskScheduled(
                        at, in.takeInt(), in.takeText(), in.takeOptionalText(), in.takeOptionalText());
            case TASK_COMPLETED -> new HistoryEvent.TaskCompleted(at, in.takeInt(), in.takeOptionalText());
            case TASK_FAILED -> new HistoryEvent.TaskFailed(at, in.takeInt(), readFailure(in));
            case SUB_CREATED ->
                new HistoryEvent.SubOrchestrationCreated(
                        at,
                        in.takeInt(),
                        new InstanceId(in.takeText()),
                        in.takeText(),
                        in.takeOptionalText(),
                        in.takeOptionalText());
            case SUB_COMPLETED -> new HistoryEvent.SubOrchestrationCompleted(at, in.takeInt(), in.takeOptionalText());
            case SUB_FAILED -> new HistoryEvent.SubOrchestrationFailed(at, in.takeInt(), readFailure(in));
            case TIMER_CREATED -> new HistoryEvent.TimerCreated(at, in.takeInt(), in.takeInstant());
            case TIMER_FIRED -> new HistoryEvent.TimerFired(at, in.takeInt(), in.takeInstant());
            case EVENT_SENT ->
                new HistoryEvent.EventSent(
                        at, in.takeInt(), new InstanceId(in.takeText()), in.takeText(), in.takeOptionalText());
            case EVENT_RAISED -> new HistoryEvent.EventRaised(at, in.takeText(), in.takeOptionalText());
            case EXECUTION_SUSPENDED -> new HistoryEvent.ExecutionSuspended(at, in.takeOptionalText());
            case EXECUTION_RESUMED -> new HistoryEvent.ExecutionResumed(at, in.takeOptionalText());
            case EXECUTION_TERMINATED -> new HistoryEvent.ExecutionTerminated(at, in.takeOptionalText());
            default -> throw new IllegalStateException("the hub's journal holds an event of unknown kind " + kind);
        };
    }

    static void writeStatus(OrchestrationStatus status, RecordWriter out) {
        out.putByte(status.ordinal());
    }

    static OrchestrationStatus readStatus(RecordReader in) {
        return STATUSES[in.takeByte()];
    }

    static void writeOptionalFailure(@Nullable TaskFailure failure, RecordWriter out) {
        out.putBoolean(failure != null);
        if (failure != null) {
            writeFailure(failure, out);
        }
    }

    static @Nullable TaskFailure readOptionalFailure(RecordReader in) {
        return in.takeBoolean() ? readFailure(in) : null;
    }

    static void writeOptionalParent(@Nullable ParentInstance parent, RecordWriter out) {
        out.putBoolean(parent != null);
        if (parent != null) {
            out.putText(parent.id().value());
            out.putText(parent.name());
            out.putOptionalText(parent.version());
            out.putInt(parent.generation());
            out.putInt(parent.taskId());
        }
    }

    static @Nullable ParentInstance readParent(RecordReader in) {
        if (!in.takeBoolean()) {
            return null;
        }
        return new ParentInstance(
                new InstanceId(in.takeText()), in.takeText(), in.takeOptionalText(), in.takeInt(), in.takeInt());
    }

    /** Ordinals are in the records: {@link OrchestrationStatus} follows the protocol's numbers and only grows at its end. */
    private static final OrchestrationStatus[] STATUSES = OrchestrationStatus.values();

    private static void writeStarted(HistoryEvent.ExecutionStarted started, RecordWriter out) {
        begin(out, EXECUTION_STARTED, started);
        out.putText(started.name());
        out.putOptionalText(started.version());
        out.putOptionalText(started.input());
        writeOptionalParent(started.parent(), out);
        out.putOptionalInstant(started.scheduledStart());
    }

    private static void writeSubCreated(HistoryEvent.SubOrchestrationCreated created, RecordWriter out) {
        begin(out, SUB_CREATED, created);
        out.putInt(created.eventId());
        out.putText(created.instanceId().value());
        out.putText(created.name());
        out.putOptionalText(created.version());
        out.putOptionalText(created.input());
    }

    private static void writeResult(RecordWriter out, int taskId, @Nullable String result) {
        out.putInt(taskId);
        out.putOptionalText(result);
    }

    private static void writeFailed(RecordWriter out, int taskId, TaskFailure failure) {
        out.putInt(taskId);
        writeFailure(failure, out);
    }

    private static void writeTimer(RecordWriter out, int timerId, Instant fireAt) {
        out.putInt(timerId);
        out.putInstant(fireAt);
    }

    private static void writeFailure(TaskFailure failure, RecordWriter out) {
        out.putText(failure.errorType());
        out.putText(failure.errorMessage());
        out.putOptionalText(failure.stackTrace());
        writeOptionalFailure(failure.innerFailure(), out);
        out.putBoolean(failure.nonRetriable());
    }

    private static TaskFailure readFailure(RecordReader in) {
        return new TaskFailure(
                in.takeText(), in.takeText(), in.takeOptionalText(), readOptionalFailure(in), in.takeBoolean());
    }

    private static RecordWriter begin(RecordWriter out, int kind, HistoryEvent event) {
        out.putByte(kind);
        out.putInstant(event.timestamp());
        return out;
    }
}
