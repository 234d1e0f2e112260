package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a change: one byte for its kind, then its fields in order. Kinds are never reused. Stateless. */
final class ChangeCodec {

    private static final int STARTED = 1;
    private static final int ARRIVED = 2;
    private static final int TURN_ENDED = 3;
    private static final int SUSPENDED = 4;
    private static final int RESUMED = 5;
    private static final int TERMINATED = 6;
    private static final int PURGED = 7;
    private static final int CLEARED = 8;
    private static final int RESULT_DROPPED = 9;
    private static final int POSITIONED = 10;
    private static final int RESTORED = 11;

    private ChangeCodec() {}

    static void write(HubChange change, RecordWriter out) {
        switch (change) {
            case HubChange.Started started -> writeStarted(started, out);
            case HubChange.Arrived arrived -> {
                begin(out, ARRIVED, arrived.id());
                EventCodec.write(arrived.event(), out);
            }
            case HubChange.TurnEnded turn -> writeTurn(turn, out);
            case HubChange.ResultDropped dropped -> {
                begin(out, RESULT_DROPPED, dropped.id());
                out.putInt(dropped.generation());
                out.putInt(dropped.taskId());
            }
            case HubChange.Suspended suspended -> {
                begin(out, SUSPENDED, suspended.id());
                out.putInstant(suspended.at());
                out.putOptionalText(suspended.reason());
            }
            case HubChange.Resumed resumed -> {
                begin(out, RESUMED, resumed.id());
                out.putInstant(resumed.at());
                out.putOptionalText(resumed.reason());
            }
            case HubChange.Terminated terminated -> {
                begin(out, TERMINATED, terminated.id());
                out.putInstant(terminated.at());
                out.putOptionalText(terminated.output());
                out.putBoolean(terminated.recursive());
            }
            case HubChange.Purged purged -> {
                out.putByte(PURGED);
                out.putInt(purged.ids().size());
                purged.ids().forEach(id -> out.putText(id.value()));
            }
            case HubChange.Positioned positioned -> {
                out.putByte(POSITIONED);
                out.putLong(positioned.lastSequence());
                out.putInstant(positioned.lastStamp());
            }
            case HubChange.Restored restored -> {
                out.putByte(RESTORED);
                ImageCodec.write(restored.image(), out);
            }
            case HubChange.Cleared cleared -> {
                out.putByte(CLEARED);
                out.putInstant(cleared.at());
            }
        }
    }

    static HubChange read(RecordReader in) {
        int kind = in.takeByte();
        return switch (kind) {
            case STARTED ->
                new HubChange.Started(
                        id(in),
                        in.takeInstant(),
                        in.takeText(),
                        in.takeOptionalText(),
                        in.takeOptionalText(),
                        in.takeOptionalInstant());
            case ARRIVED -> new HubChange.Arrived(id(in), EventCodec.read(in));
            case TURN_ENDED -> readTurn(in);
            case RESULT_DROPPED -> new HubChange.ResultDropped(id(in), in.takeInt(), in.takeInt());
            case SUSPENDED -> new HubChange.Suspended(id(in), in.takeInstant(), in.takeOptionalText());
            case RESUMED -> new HubChange.Resumed(id(in), in.takeInstant(), in.takeOptionalText());
            case TERMINATED ->
                new HubChange.Terminated(id(in), in.takeInstant(), in.takeOptionalText(), in.takeBoolean());
            case PURGED -> readPurged(in);
            case CLEARED -> new HubChange.Cleared(in.takeInstant());
            case POSITIONED -> new HubChange.Positioned(in.takeLong(), in.takeInstant());
            case RESTORED -> new HubChange.Restored(ImageCodec.read(in));
            default -> throw new IllegalStateException("the hub's journal holds a change of unknown kind " + kind);
        };
    }

    private static void writeStarted(HubChange.Started started, RecordWriter out) {
        begin(out, STARTED, started.id());
        out.putInstant(started.at());
        out.putText(started.name());
        out.putOptionalText(started.version());
        out.putOptionalText(started.input());
        out.putOptionalInstant(started.scheduledStart());
    }

    private static void writeTurn(HubChange.TurnEnded turn, RecordWriter out) {
        begin(out, TURN_ENDED, turn.id());
        out.putInstant(turn.at());
        out.putInstant(turn.startedAt());
        out.putInt(turn.consumed());
        out.putInt(turn.actions().size());
        turn.actions().forEach(action -> ActionCodec.write(action, out));
        out.putOptionalText(turn.customStatus());
    }

    private static HubChange readTurn(RecordReader in) {
        InstanceId id = id(in);
        var at = in.takeInstant();
        var startedAt = in.takeInstant();
        int consumed = in.takeInt();
        int count = in.takeInt();
        List<OrchestratorAction> actions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            actions.add(ActionCodec.read(in));
        }
        return new HubChange.TurnEnded(id, at, startedAt, consumed, actions, in.takeOptionalText());
    }

    private static HubChange readPurged(RecordReader in) {
        int count = in.takeInt();
        List<InstanceId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(id(in));
        }
        return new HubChange.Purged(ids);
    }

    private static void begin(RecordWriter out, int kind, InstanceId id) {
        out.putByte(kind);
        out.putText(id.value());
    }

    private static InstanceId id(RecordReader in) {
        return new InstanceId(in.takeText());
    }
}
