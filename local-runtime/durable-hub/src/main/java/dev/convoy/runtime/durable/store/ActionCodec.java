package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryEvent.EventRaised;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an action: kind, id, fields in order. Kinds are never reused. Stateless. */
final class ActionCodec {

    private static final int SCHEDULE_TASK = 1;
    private static final int CREATE_TIMER = 2;
    private static final int CREATE_SUB_ORCHESTRATION = 3;
    private static final int SEND_EVENT = 4;
    private static final int COMPLETE = 5;

    private ActionCodec() {}

    static void write(OrchestratorAction action, RecordWriter out) {
        switch (action) {
            case OrchestratorAction.ScheduleTask task -> {
                begin(out, SCHEDULE_TASK, task.id());
                out.putText(task.name());
                out.putOptionalText(task.version());
                out.putOptionalText(task.input());
            }
            case OrchestratorAction.CreateTimer timer -> {
                begin(out, CREATE_TIMER, timer.id());
                out.putInstant(timer.fireAt());
            }
            case OrchestratorAction.CreateSubOrchestration child -> {
                begin(out, CREATE_SUB_ORCHESTRATION, child.id());
                out.putText(child.instanceId().value());
                out.putText(child.name());
                out.putOptionalText(child.version());
                out.putOptionalText(child.input());
            }
            case OrchestratorAction.SendEvent event -> {
                begin(out, SEND_EVENT, event.id());
                out.putText(event.target().value());
                out.putText(event.name());
                out.putOptionalText(event.input());
            }
            case OrchestratorAction.CompleteOrchestration complete -> writeComplete(complete, out);
        }
    }

    static OrchestratorAction read(RecordReader in) {
        int kind = in.takeByte();
        int id = in.takeInt();
        return switch (kind) {
            case SCHEDULE_TASK ->
                new OrchestratorAction.ScheduleTask(id, in.takeText(), in.takeOptionalText(), in.takeOptionalText());
            case CREATE_TIMER -> new OrchestratorAction.CreateTimer(id, in.takeInstant());
            case CREATE_SUB_ORCHESTRATION ->
                new OrchestratorAction.CreateSubOrchestration(
                        id, new InstanceId(in.takeText()), in.takeText(), in.takeOptionalText(), in.takeOptionalText());
            case SEND_EVENT ->
                new OrchestratorAction.SendEvent(
                        id, new InstanceId(in.takeText()), in.takeText(), in.takeOptionalText());
            case COMPLETE -> readComplete(id, in);
            default -> throw new IllegalStateException("the hub's journal holds an action of unknown kind " + kind);
        };
    }

    private static void writeComplete(OrchestratorAction.CompleteOrchestration complete, RecordWriter out) {
        begin(out, COMPLETE, complete.id());
        EventCodec.writeStatus(complete.status(), out);
        out.putOptionalText(complete.result());
        out.putOptionalText(complete.newVersion());
        out.putInt(complete.carryOver().size());
        complete.carryOver().forEach(event -> EventCodec.write(event, out));
        EventCodec.writeOptionalFailure(complete.failure(), out);
    }

    private static OrchestratorAction readComplete(int id, RecordReader in) {
        OrchestrationStatus status = EventCodec.readStatus(in);
        String result = in.takeOptionalText();
        String newVersion = in.takeOptionalText();
        int count = in.takeInt();
        List<EventRaised> carryOver = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            carryOver.add((EventRaised) EventCodec.read(in));
        }
        return new OrchestratorAction.CompleteOrchestration(
                id, status, result, newVersion, carryOver, EventCodec.readOptionalFailure(in));
    }

    private static void begin(RecordWriter out, int kind, int id) {
        out.putByte(kind);
        out.putInt(id);
    }
}
