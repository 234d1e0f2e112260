package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.ParentInstance;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All instances of a hub, by id and in the order of their starts. Confined to the hub's thread; changed by {@link #apply} only. */
final class HubState {

    private final Map<InstanceId, Instance> byId = new HashMap<>();
    private final TreeMap<Long, Instance> bySequence = new TreeMap<>();
    private long lastSequence;
    private Instant lastStamp = Instant.EPOCH;

    @Nullable
    Instance find(InstanceId id) {
        return byId.get(id);
    }

    Collection<Instance> all() {
        return Collections.unmodifiableCollection(bySequence.values());
    }

    /** The instances started after the one with that number, in order. */
    NavigableMap<Long, Instance> startedAfter(long sequence) {
        return Collections.unmodifiableNavigableMap(bySequence.tailMap(sequence, false));
    }

    /** An instant not before now and after every earlier stamp, with room for {@code count} further ones, a microsecond apart. */
    Instant stamp(Instant now, int count) {
        Instant next = lastStamp.plusNanos(1_000);
        Instant stamp = now.isAfter(next) ? now : next;
        lastStamp = stamp.plusNanos(1_000L * count);
        return stamp;
    }

    /** Makes the change. The same changes in the same order make the same state. */
    void apply(HubChange change, Effects effects) {
        Transitions transitions = new Transitions(this, effects);
        switch (change) {
            case HubChange.Started started -> {
                saw(started.at());
                transitions.started(started);
            }
            case HubChange.Arrived arrived -> {
                saw(arrived.event().timestamp());
                transitions.arrived(require(arrived.id()), arrived.event());
            }
            case HubChange.TurnEnded turn -> {
                saw(turn.at().plusNanos(1_000L * turn.actions().size()));
                transitions.turnEnded(require(turn.id()), turn);
            }
            case HubChange.ResultDropped dropped ->
                require(dropped.id()).activities.remove(new ActivityTask.Ref(dropped.generation(), dropped.taskId()));
            case HubChange.Suspended suspended -> {
                saw(suspended.at());
                transitions.suspended(require(suspended.id()), suspended);
            }
            case HubChange.Resumed resumed -> {
                saw(resumed.at());
                transitions.resumed(require(resumed.id()), resumed);
            }
            case HubChange.Terminated terminated -> {
                saw(terminated.at());
                transitions.terminated(require(terminated.id()), terminated);
            }
            case HubChange.Purged purged -> purged.ids().forEach(id -> forget(id, effects));
            case HubChange.Positioned positioned -> {
                lastSequence = positioned.lastSequence();
                saw(positioned.lastStamp());
            }
            case HubChange.Restored restored -> put(Images.restore(restored.image()));
            case HubChange.Cleared cleared -> {
                saw(cleared.at());
                clear(effects);
            }
        }
    }

    /** Adds an instance, in the place of a finished one of the same id. */
    Instance add(InstanceId id, HistoryEvent.ExecutionStarted start, Effects effects) {
        forget(id, effects);
        Instance instance = new Instance(id, ++lastSequence, start);
        put(instance);
        return instance;
    }

    /** Where a snapshot of this state begins. */
    HubChange.Positioned position() {
        return new HubChange.Positioned(lastSequence, lastStamp);
    }

    /** The live caller of an ended instance, if it still waits for exactly this one. */
    @Nullable
    Instance waitingParent(Instance child) {
        ParentInstance parent = child.parent;
        Instance caller = parent == null ? null : byId.get(parent.id());
        boolean waits = parent != null
                && caller != null
                && !caller.isTerminal()
                && caller.generation == parent.generation()
                && child.id.equals(caller.children.get(parent.taskId()));
        return waits ? caller : null;
    }

    private void put(Instance instance) {
        byId.put(instance.id, instance);
        bySequence.put(instance.sequence, instance);
    }

    private void saw(Instant stamp) {
        if (stamp.isAfter(lastStamp)) {
            lastStamp = stamp;
        }
    }

    private void forget(InstanceId id, Effects effects) {
        Instance old = byId.remove(id);
        if (old != null) {
            bySequence.remove(old.sequence);
            effects.timersObsolete(old);
        }
    }

    private void clear(Effects effects) {
        bySequence.values().forEach(effects::timersObsolete);
        byId.clear();
        bySequence.clear();
    }

    private Instance require(InstanceId id) {
        Instance instance = byId.get(id);
        if (instance == null) {
            throw new IllegalStateException("a change names the instance " + id + ", which does not exist");
        }
        return instance;
    }
}
