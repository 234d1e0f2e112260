package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who does what: ready turns and activities, connected workers, and what each of them holds. Nothing of it outlives the process.
 * An instance has at most one turn in flight, and an answer counts only from the connection that holds the item. Confined to the
 * hub's thread.
 */
final class Dispatcher {

    /** Most replays to compare that wait; more are not made. */
    private static final int MAX_CHECKS = 1_000;

    private static final Duration AFTER_TIMER = Duration.ofMillis(1);

    private final HubState state;
    private final HubOptions options;
    private final List<Seat> seats = new ArrayList<>();
    private final ArrayDeque<Instance> readyTurns = new ArrayDeque<>();
    private final ArrayDeque<ActivityTask> readyActivities = new ArrayDeque<>();
    private final ArrayDeque<ReplayCheck> checks = new ArrayDeque<>();
    private final Map<InstanceId, TurnLease> turns = new HashMap<>();
    private final Map<Slot, ActivityLease> activities = new HashMap<>();
    private final Map<Slot, ArrayDeque<ActivityTask>> behind = new HashMap<>();

    Dispatcher(HubState state, HubOptions options) {
        this.state = state;
        this.options = options;
    }

    void connect(Worker worker) {
        seats.add(new Seat(worker));
    }

    /** Takes everything back that the worker held. */
    void disconnect(Worker worker) {
        Optional<Seat> found = seats.stream().filter(seat -> seat.holds(worker)).findFirst();
        if (found.isEmpty()) {
            return;
        }
        Seat lost = found.get();
        seats.remove(lost);
        List<TurnLease> lostTurns =
                turns.values().stream().filter(lease -> lost.equals(lease.seat)).toList();
        lostTurns.forEach(lease -> turns.remove(lease.instance.id));
        lostTurns.forEach(lease -> offerTurn(lease.instance));
        List<ActivityLease> lostActivities = activities.values().stream()
                .filter(lease -> lost.equals(lease.seat))
                .toList();
        lostActivities.forEach(lease -> {
            vacate(Slot.of(lease.task));
            readyActivities.addFirst(lease.task);
        });
    }

    /** Queues the instance unless it is queued or has a turn in flight, after which it is looked at again. */
    void offerTurn(Instance instance) {
        if (!instance.queued && !turns.containsKey(instance.id)) {
            instance.queued = true;
            readyTurns.add(instance);
        }
    }

    /** Queues a replay to compare; it waits until no turn does. */
    void offerCheck(ReplayCheck check) {
        if (checks.size() < MAX_CHECKS) {
            checks.add(check);
        }
    }

    void offerActivity(ActivityTask task) {
        readyActivities.add(task);
    }

    void forgetAll() {
        readyTurns.forEach(instance -> instance.queued = false);
        readyTurns.clear();
        readyActivities.clear();
        checks.clear();
        behind.clear();
    }

    /** Gives ready items to workers with room, the least loaded first, and answers what is to be handed over. */
    void assign(Instant now, List<Delivery> deliveries) {
        assignTurns(now, deliveries);
        assignActivities(deliveries);
        assignChecks(deliveries);
    }

    /** Ends the turn in flight of that instance if it is held over that connection. */
    @Nullable
    TurnLease endTurn(InstanceId id, ConnectionId connection) {
        TurnLease lease = turns.get(id);
        if (lease == null || !lease.seat.worker.connection().equals(connection)) {
            return null;
        }
        turns.remove(id);
        lease.seat.turns--;
        return lease;
    }

    /** Ends the activity in flight if it is held over that connection. */
    @Nullable
    ActivityTask endActivity(InstanceId id, int taskId, ConnectionId connection) {
        Slot slot = new Slot(id, taskId);
        ActivityLease lease = activities.get(slot);
        if (lease == null || !lease.seat.worker.connection().equals(connection)) {
            return null;
        }
        lease.seat.activities--;
        vacate(slot);
        return lease.task;
    }

    /** Whether both are one and the same start, not another one of the same id. */
    static boolean same(Instance one, @Nullable Instance other) {
        return other != null && one.sequence == other.sequence && one.id.equals(other.id);
    }

    private void assignTurns(Instant now, List<Delivery> deliveries) {
        while (!readyTurns.isEmpty()) {
            Instance next = readyTurns.peek();
            if (!same(next, state.find(next.id)) || turns.containsKey(next.id) || !next.isReady(now)) {
                readyTurns.remove().queued = false;
                continue;
            }
            Seat seat = seatForTurn();
            if (seat == null) {
                return;
            }
            readyTurns.remove().queued = false;
            seat.turns++;
            List<HistoryEvent> batch = List.copyOf(next.oneByOne ? next.inbox.subList(0, 1) : next.inbox);
            TurnLease lease = new TurnLease(seat, next, startOf(next, batch, now), batch, null);
            turns.put(next.id, lease);
            deliveries.add(new Delivery(seat.worker, turnOf(lease)));
        }
    }

    private void assignChecks(List<Delivery> deliveries) {
        for (int waiting = checks.size(); waiting > 0 && readyTurns.isEmpty(); waiting--) {
            Seat seat = seatForTurn();
            if (seat == null) {
                return;
            }
            ReplayCheck next = checks.remove();
            if (turns.containsKey(next.instance().id)) {
                checks.add(next);
                continue;
            }
            seat.turns++;
            turns.put(next.instance().id, new TurnLease(seat, next.instance(), Instant.EPOCH, List.of(), next));
            deliveries.add(new Delivery(seat.worker, next.turn()));
        }
    }

    private @Nullable Seat seatForTurn() {
        return freeSeat(Comparator.comparingInt(s -> s.turns), s -> s.turns < options.turnsPerWorker());
    }

    private void assignActivities(List<Delivery> deliveries) {
        while (!readyActivities.isEmpty()) {
            ActivityTask next = readyActivities.peek();
            if (!isWanted(next)) {
                readyActivities.remove();
                continue;
            }
            Slot slot = Slot.of(next);
            if (activities.containsKey(slot)) {
                behind.computeIfAbsent(slot, key -> new ArrayDeque<>()).add(readyActivities.remove());
                continue;
            }
            Seat seat = freeSeat(
                    Comparator.comparingInt(s -> s.activities), s -> s.activities < options.activitiesPerWorker());
            if (seat == null) {
                return;
            }
            readyActivities.remove();
            seat.activities++;
            activities.put(slot, new ActivityLease(seat, next));
            deliveries.add(new Delivery(seat.worker, callOf(next)));
        }
    }

    /** Whether the instance still has the task: it may have been answered, terminated or purged meanwhile. */
    private boolean isWanted(ActivityTask task) {
        Instance instance = state.find(task.instanceId());
        return instance != null && instance.sequence == task.sequence() && instance.activities.containsKey(task.ref());
    }

    private @Nullable Seat freeSeat(Comparator<Seat> load, Predicate<Seat> hasRoom) {
        return seats.stream().filter(hasRoom).min(load).orElse(null);
    }

    /** The protocol has no generation in an answer: a task that has the same number waits until the older one is gone. */
    private void vacate(Slot slot) {
        activities.remove(slot);
        ArrayDeque<ActivityTask> waiting = behind.remove(slot);
        if (waiting != null) {
            readyActivities.addAll(waiting);
        }
    }

    /** SDK 1.5.0 cuts times to milliseconds and re-arms a timer unless the turn begins later than it was due. */
    private static Instant startOf(Instance instance, List<HistoryEvent> batch, Instant now) {
        Instant start = now;
        for (HistoryEvent event : batch) {
            if (event instanceof HistoryEvent.TimerFired fired) {
                start = max(start, fired.fireAt().plus(AFTER_TIMER));
            }
        }
        return instance.started ? max(start, instance.lastTurnAt.plusNanos(1_000)) : start;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static WorkItem turnOf(TurnLease lease) {
        Instance instance = lease.instance;
        List<HistoryEvent> fresh = new ArrayList<>(lease.consumed.size() + 1);
        fresh.add(new HistoryEvent.OrchestratorStarted(lease.startedAt));
        fresh.addAll(lease.consumed);
        return new WorkItem.OrchestratorTurn(
                instance.id, instance.executionId(), instance.replayed.view(), List.copyOf(fresh));
    }

    private WorkItem callOf(ActivityTask task) {
        Instance instance = state.find(task.instanceId());
        String executionId = instance == null ? "" : instance.executionId();
        return new WorkItem.ActivityCall(
                task.instanceId(), executionId, task.taskId(), task.name(), task.version(), task.input());
    }

    /** An item on its way to a worker. */
    record Delivery(Worker worker, WorkItem item) {}

    /** A turn in flight: when it began and which waiting events it was given; or a replay to compare, which has no effect. */
    record TurnLease(
            Seat seat,
            Instance instance,
            Instant startedAt,
            List<HistoryEvent> consumed,
            @Nullable ReplayCheck check) {}

    private record ActivityLease(Seat seat, ActivityTask task) {}

    /** What the protocol tells activities in flight apart by. */
    private record Slot(InstanceId instanceId, int taskId) {

        static Slot of(ActivityTask task) {
            return new Slot(task.instanceId(), task.taskId());
        }
    }

    /** A connected worker and how much it holds. */
    static final class Seat {

        private final Worker worker;
        private int turns;
        private int activities;

        Seat(Worker worker) {
            this.worker = worker;
        }

        boolean holds(Worker other) {
            return worker.equals(other);
        }
    }
}
