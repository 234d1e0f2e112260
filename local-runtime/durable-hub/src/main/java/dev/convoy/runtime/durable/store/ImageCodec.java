package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.InstanceImage;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bytes of an instance's image, and of a history. Stateless. */
final class ImageCodec {

    private ImageCodec() {}

    static void write(InstanceImage image, RecordWriter out) {
        writeHead(image.head(), out);
        writeProgress(image.progress(), out);
        writeWork(image.work(), out);
        writeHistory(image.history(), out);
        HistoryRef archived = image.archived();
        out.putBoolean(archived != null);
        if (archived != null) {
            out.putLong(archived.file());
            out.putLong(archived.offset());
            out.putInt(archived.length());
        }
    }

    static InstanceImage read(RecordReader in) {
        InstanceImage.Head head = readHead(in);
        InstanceImage.Progress progress = readProgress(in);
        InstanceImage.Work work = readWork(head, in);
        List<HistoryEvent> history = readHistory(in);
        HistoryRef archived = in.takeBoolean() ? new HistoryRef(in.takeLong(), in.takeLong(), in.takeInt()) : null;
        return new InstanceImage(head, progress, work, history, archived);
    }

    static void writeHistory(List<HistoryEvent> history, RecordWriter out) {
        writeList(history, EventCodec::write, out);
    }

    static List<HistoryEvent> readHistory(RecordReader in) {
        return readList(in, EventCodec::read);
    }

    private static void writeHead(InstanceImage.Head head, RecordWriter out) {
        out.putText(head.id().value());
        out.putLong(head.sequence());
        out.putInt(head.generation());
        out.putText(head.name());
        out.putOptionalText(head.version());
        EventCodec.writeOptionalParent(head.parent(), out);
        out.putOptionalInstant(head.scheduledStart());
        out.putInstant(head.createdAt());
    }

    private static InstanceImage.Head readHead(RecordReader in) {
        return new InstanceImage.Head(
                new InstanceId(in.takeText()),
                in.takeLong(),
                in.takeInt(),
                in.takeText(),
                in.takeOptionalText(),
                EventCodec.readParent(in),
                in.takeOptionalInstant(),
                in.takeInstant());
    }

    private static void writeProgress(InstanceImage.Progress progress, RecordWriter out) {
        out.putInstant(progress.lastUpdatedAt());
        out.putInstant(progress.lastTurnAt());
        out.putBoolean(progress.started());
        out.putBoolean(progress.suspended());
        writeOptionalStatus(progress.terminalStatus(), out);
        out.putOptionalText(progress.input());
        out.putOptionalText(progress.output());
        out.putOptionalText(progress.customStatus());
        EventCodec.writeOptionalFailure(progress.failure(), out);
    }

    private static InstanceImage.Progress readProgress(RecordReader in) {
        return new InstanceImage.Progress(
                in.takeInstant(),
                in.takeInstant(),
                in.takeBoolean(),
                in.takeBoolean(),
                in.takeBoolean() ? EventCodec.readStatus(in) : null,
                in.takeOptionalText(),
                in.takeOptionalText(),
                in.takeOptionalText(),
                EventCodec.readOptionalFailure(in));
    }

    private static void writeOptionalStatus(@Nullable OrchestrationStatus status, RecordWriter out) {
        out.putBoolean(status != null);
        if (status != null) {
            EventCodec.writeStatus(status, out);
        }
    }

    private static void writeWork(InstanceImage.Work work, RecordWriter out) {
        writeList(work.inbox(), EventCodec::write, out);
        writeList(work.activities(), ImageCodec::writeActivity, out);
        writeList(List.copyOf(work.children().entrySet()), ImageCodec::writeChild, out);
        writeList(work.timers(), EventCodec::write, out);
    }

    private static InstanceImage.Work readWork(InstanceImage.Head head, RecordReader in) {
        List<HistoryEvent> inbox = readHistory(in);
        List<ActivityTask> activities = readList(in, source -> readActivity(head, source));
        Map<Integer, InstanceId> children = new TreeMap<>();
        readList(in, source -> children.put(source.takeInt(), new InstanceId(source.takeText())));
        List<HistoryEvent.TimerCreated> timers =
                readList(in, source -> (HistoryEvent.TimerCreated) EventCodec.read(source));
        return new InstanceImage.Work(inbox, activities, children, timers);
    }

    private static void writeChild(Map.Entry<Integer, InstanceId> child, RecordWriter out) {
        out.putInt(child.getKey());
        out.putText(child.getValue().value());
    }

    private static void writeActivity(ActivityTask task, RecordWriter out) {
        out.putInt(task.generation());
        out.putInt(task.taskId());
        out.putText(task.name());
        out.putOptionalText(task.version());
        out.putOptionalText(task.input());
    }

    private static ActivityTask readActivity(InstanceImage.Head head, RecordReader in) {
        return new ActivityTask(
                head.id(),
                head.sequence(),
                in.takeInt(),
                in.takeInt(),
                in.takeText(),
                in.takeOptionalText(),
                in.takeOptionalText());
    }

    private static <T> void writeList(List<T> list, BiConsumer<T, RecordWriter> element, RecordWriter out) {
        out.putInt(list.size());
        list.forEach(item -> element.accept(item, out));
    }

    private static <T> List<T> readList(RecordReader in, Function<RecordReader, T> element) {
        int count = in.takeInt();
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(in));
        }
        return list;
    }
}
