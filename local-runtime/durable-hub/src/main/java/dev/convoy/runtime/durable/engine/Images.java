package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Instances as images and back. Stateless; reads and makes instances on the hub's thread, or finished ones on any. */
final class Images {

    private Images() {}

    static InstanceImage of(Instance instance) {
        return new InstanceImage(
                new InstanceImage.Head(
                        instance.id,
                        instance.sequence,
                        instance.generation,
                        instance.name,
                        instance.version,
                        instance.parent,
                        instance.scheduledStart,
                        instance.createdAt),
                new InstanceImage.Progress(
                        instance.lastUpdatedAt,
                        instance.lastTurnAt,
                        instance.started,
                        instance.suspended,
                        instance.terminalStatus,
                        instance.input,
                        instance.output,
                        instance.customStatus,
                        instance.failure),
                new InstanceImage.Work(
                        instance.inbox,
                        List.copyOf(instance.activities.values()),
                        instance.children,
                        List.copyOf(instance.timers.values())),
                instance.history.view(),
                instance.archived);
    }

    static Instance restore(InstanceImage image) {
        InstanceImage.Head head = image.head();
        InstanceImage.Progress progress = image.progress();
        Instance instance = new Instance(
                head.id(),
                head.sequence(),
                new HistoryEvent.ExecutionStarted(
                        head.createdAt(),
                        head.name(),
                        head.version(),
                        progress.input(),
                        head.parent(),
                        head.scheduledStart()));
        instance.generation = head.generation();
        instance.lastUpdatedAt = progress.lastUpdatedAt();
        instance.lastTurnAt = progress.lastTurnAt();
        instance.started = progress.started();
        instance.suspended = progress.suspended();
        instance.terminalStatus = progress.terminalStatus();
        instance.output = progress.output();
        instance.customStatus = progress.customStatus();
        instance.failure = progress.failure();
        instance.history = new EventLog(image.history());
        instance.archived = image.archived();
        restoreWork(instance, image);
        return instance;
    }

    private static void restoreWork(Instance instance, InstanceImage image) {
        InstanceImage.Work work = image.work();
        work.activities().forEach(task -> instance.activities.put(task.ref(), task));
        if (instance.isTerminal()) {
            instance.settle();
            return;
        }
        instance.inbox = new ArrayList<>(work.inbox());
        instance.children = new LinkedHashMap<>(work.children());
        work.timers().forEach(timer -> instance.timers.put(timer.eventId(), timer));
        instance.replayed = new EventLog(
                image.history().stream().filter(HistoryEvent::isReplayed).toList());
        instance.actionIds = new HashSet<>();
        image.history().stream()
                .mapToInt(HistoryEvent::eventId)
                .filter(id -> id != HistoryEvent.NOT_SCHEDULED)
                .forEach(instance.actionIds::add);
    }
}
