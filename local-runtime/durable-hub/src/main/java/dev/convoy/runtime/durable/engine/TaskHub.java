package dev.convoy.runtime.durable.engine;

import dev.convoy.runtime.durable.history.ActivityTask;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.durable.history.HubChange;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.InstanceImage;
import dev.convoy.runtime.durable.store.HubStore;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable task hub. Safe for use by several threads: everything runs one after another on the executor it was given, and a
 * future completes, or an item goes to a worker, only when the change behind it is written down.
 *
 * <p>Should the store fail, the hub stops answering: every future ends with {@link HubClosedException}, and a new start from the
 * same store gives what had been written.
 */
public final class TaskHub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskHub.class);

    private final HubStore store;
    private final Clock clock;
    private final HubState state = new HubState();
    private final CommandLoop loop;
    private final Dispatcher dispatcher;
    private final Alarms alarms;
    private final StallWatch stalls;
    private final Waiters waiters = new Waiters(state);
    private final Queries queries = new Queries(state);
    private final Decisions decisions;
    private final DeterminismGuard guard;
    private final Compaction compaction;
    private final Executor background;
    private final Effects effects = new LiveEffects();

    private List<HubChange> changes = new ArrayList<>();
    private List<Reply<?>> replies = new ArrayList<>();
    private @Nullable HubClosedException closed;
    private boolean storeClosed;

    private TaskHub(HubStore store, HubOptions options, Timers timers, HubThreads threads) {
        this.store = store;
        this.clock = timers.clock();
        this.background = threads.background();
        this.loop = new CommandLoop(threads.hub(), this::endBatch);
        this.dispatcher = new Dispatcher(state, options);
        this.alarms = new Alarms(timers, (instance, purpose) -> tell(() -> rung(instance, purpose)));
        this.stalls = new StallWatch(state, alarms, options.stallAfter());
        this.decisions = new Decisions(state, clock, this::commit);
        this.guard = new DeterminismGuard(options.replayChecks());
        this.compaction = new Compaction(store, state, background, this::tell, options.snapshotAfterBytes());
    }

    /**
     * Opens the hub and takes up what its store holds: waiting events, timers, unanswered activities.
     */
    public static TaskHub open(HubStore store, HubOptions options, Timers timers, HubThreads threads) {
        TaskHub hub = new TaskHub(store, options, timers, threads);
        store.replay(change -> hub.state.apply(change, Effects.NONE));
        hub.tell(hub::resumeAll);
        return hub;
    }

    public CompletableFuture<StartOutcome> start(StartRequest request) {
        return ask(() -> decisions.start(request));
    }

    /** Starts an orchestration again with the input of an earlier one, under the same or another id. */
    public CompletableFuture<StartOutcome> restart(InstanceId id, InstanceId newId) {
        return ask(() -> decisions.restart(id, newId));
    }

    public CompletableFuture<Optional<InstanceStatus>> find(InstanceId id) {
        return ask(() -> Optional.ofNullable(state.find(id)).map(Instance::view));
    }

    /** Completes when the instance has left Pending, however long that takes; cancel it to stop waiting. */
    public CompletableFuture<Optional<InstanceStatus>> awaitStart(InstanceId id) {
        return await(id, Waiters.Goal.BEGUN);
    }

    /** Completes when the instance has ended, or at once and empty if there is none; cancel it to stop waiting. */
    public CompletableFuture<Optional<InstanceStatus>> awaitCompletion(InstanceId id) {
        return await(id, Waiters.Goal.ENDED);
    }

    public CompletableFuture<OperationOutcome> raiseEvent(InstanceId id, String name, @Nullable String input) {
        return ask(() -> decisions.raiseEvent(id, name, input));
    }

    public CompletableFuture<OperationOutcome> suspend(InstanceId id, @Nullable String reason) {
        return ask(() -> decisions.suspend(id, reason));
    }

    public CompletableFuture<OperationOutcome> resume(InstanceId id, @Nullable String reason) {
        return ask(() -> decisions.resume(id, reason));
    }

    /** Ends the instance at once; with {@code recursive} also the sub-orchestrations it waits for, and theirs. */
    public CompletableFuture<OperationOutcome> terminate(InstanceId id, @Nullable String output, boolean recursive) {
        return ask(() -> decisions.terminate(id, output, recursive));
    }

    /** Forgets the instance if it has finished, and answers how many that were. */
    public CompletableFuture<Integer> purge(InstanceId id) {
        return ask(() -> decisions.purge(List.of(id)));
    }

    /** Forgets the finished instances that match, and answers how many that were. */
    public CompletableFuture<Integer> purge(InstanceFilter filter) {
        return ask(() -> decisions.purge(filter));
    }

    /** A page of at most {@code pageSize} instances (a bound of the hub's if less than 1), after the continuation. */
    public CompletableFuture<InstancePage> query(InstanceFilter filter, int pageSize, @Nullable String continuation) {
        return ask(() -> queries.page(filter, pageSize, continuation));
    }

    /** What the instance's present generation has seen; empty if there is no such instance. */
    public CompletableFuture<Optional<List<HistoryEvent>>> history(InstanceId id) {
        CompletableFuture<Optional<InstanceImage>> image =
                ask(() -> Optional.ofNullable(state.find(id)).map(Images::of));
        return image.thenCompose(found -> {
            HistoryRef archived = found.map(InstanceImage::archived).orElse(null);
            return archived == null
                    ? CompletableFuture.completedFuture(found.map(InstanceImage::history))
                    : CompletableFuture.supplyAsync(() -> Optional.of(store.readHistory(archived)), background);
        });
    }

    /** Everything the hub holds, in the order of starts: for reports and comparisons. */
    public CompletableFuture<List<InstanceImage>> images() {
        return ask(() -> state.all().stream().map(Images::of).toList());
    }

    /** The latest orchestrators that were seen to change their minds, oldest first. */
    public CompletableFuture<List<NonDeterminism>> nonDeterminisms() {
        return ask(guard::reports);
    }

    /** The instances that stand still after a result, perhaps because it could not be deserialised. */
    public CompletableFuture<List<Stall>> stalls() {
        return ask(stalls::reports);
    }

    /** Forgets everything. */
    public CompletableFuture<Boolean> clear() {
        return ask(() -> {
            decisions.clear();
            dispatcher.forgetAll();
            waiters.allChanged();
            return true;
        });
    }

    /** Takes the worker on; items go to it from now on. */
    public void connect(Worker worker) {
        tell(() -> {
            dispatcher.connect(worker);
            guard.workerJoined();
        });
    }

    /** Lets the worker go; what it held goes to others. */
    public void disconnect(Worker worker) {
        tell(() -> dispatcher.disconnect(worker));
    }

    /** Takes a turn's answer; one that does not hold the turn any more is dropped. Completes when it is written down. */
    public CompletableFuture<Boolean> completeTurn(TurnResult result, ConnectionId connection) {
        return answer(() -> takeTurn(result, connection));
    }

    /** Takes an activity's answer; one that does not hold the activity any more is dropped. Completes when it is written down. */
    public CompletableFuture<Boolean> completeActivity(ActivityResult result, ConnectionId connection) {
        return answer(() -> takeActivity(result, connection));
    }

    /** Stops answering and closes the store, on the hub's thread. What is written down is there at the next start. */
    @Override
    public void close() {
        loop.submitAlways(() -> {
            if (!storeClosed) {
                storeClosed = true;
                stop(closed != null ? closed : new HubClosedException("the task hub is closed", null));
                CompletableFuture<Void> unused = compaction.idle().thenAccept(idle -> store.close());
            }
        });
    }

    private boolean takeTurn(TurnResult result, ConnectionId connection) {
        Dispatcher.TurnLease lease = dispatcher.endTurn(result.instanceId(), connection);
        if (lease == null) {
            LOG.atWarn()
                    .addKeyValue("instanceId", result.instanceId())
                    .log("Turn answered by a worker that does not hold it, dropped");
            return false;
        }
        Instance now = state.find(result.instanceId());
        boolean current =
                Dispatcher.same(lease.instance(), now) && !lease.instance().isTerminal();
        if (lease.check() != null) {
            takeCheck(lease.check(), result, current);
        } else if (current && CarryOver.isAmbiguous(lease.consumed(), result)) {
            lease.instance().oneByOne = true;
        } else if (current) {
            decisions.endTurn(lease, result);
        }
        if (now != null) {
            dispatcher.offerTurn(now);
        }
        return current;
    }

    private void takeCheck(ReplayCheck check, TurnResult result, boolean live) {
        guard.compare(check, result)
                .filter(found -> live && guard.isStrict() && check.generation() == check.instance().generation)
                .ifPresent(found -> decisions.failForChange(check.instance(), found));
    }

    private boolean takeActivity(ActivityResult result, ConnectionId connection) {
        ActivityTask task = dispatcher.endActivity(result.instanceId(), result.taskId(), connection);
        if (task == null) {
            LOG.atWarn()
                    .addKeyValue("instanceId", result.instanceId())
                    .addKeyValue("taskId", result.taskId())
                    .log("Activity answered by a worker that does not hold it, dropped");
            return false;
        }
        decisions.endActivity(task, result);
        return true;
    }

    private void rung(Instance instance, int purpose) {
        if (!Dispatcher.same(instance, state.find(instance.id))) {
            return;
        }
        alarms.cancel(instance, purpose);
        switch (purpose) {
            case Alarms.SCHEDULED_START -> dispatcher.offerTurn(instance);
            case Alarms.STALL_CHECK -> stalls.check(instance);
            default -> {
                HistoryEvent.TimerCreated timer = instance.timers.get(purpose);
                if (timer != null && !decisions.fireTimer(instance, timer)) {
                    alarms.set(instance, purpose, timer.fireAt());
                }
            }
        }
    }

    private void resumeAll() {
        for (Instance instance : List.copyOf(state.all())) {
            instance.activities.values().forEach(effects::activityScheduled);
            instance.timers.values().forEach(timer -> effects.timerCreated(instance, timer));
            if (instance.isDelayed(clock.instant())) {
                effects.startDelayed(instance);
            }
            effects.mayRun(instance);
        }
    }

    /** Makes the change: from here on it is a fact, written before any reply of this batch leaves. */
    private void commit(HubChange change) {
        Runnable afterwards = change instanceof HubChange.TurnEnded turn ? afterTurn(turn) : () -> {};
        changes.add(change);
        try {
            state.apply(change, effects);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("The task hub cannot make a change it decided on, and stops");
            stop(new HubClosedException("the task hub has stopped after an internal error: " + bug, bug));
            throw bug;
        }
        afterwards.run();
    }

    /** What is to be looked at after a turn, as far as it can be told only before. */
    private Runnable afterTurn(HubChange.TurnEnded turn) {
        Instance instance = state.find(turn.id());
        if (instance == null) {
            return () -> {};
        }
        boolean suspect = stalls.isSuspect(instance, turn);
        DeterminismGuard.PlannedCheck check = guard.plan(instance, turn);
        return () -> {
            if (suspect) {
                stalls.watch(instance, clock.instant());
            }
            if (check != null) {
                dispatcher.offerCheck(check.order());
            }
        };
    }

    private void endBatch() {
        if (closed == null) {
            try {
                store.append(changes);
            } catch (RuntimeException failed) {
                LOG.atError().setCause(failed).log("The task hub's journal failed, the hub stops");
                stop(new HubClosedException("the task hub has stopped: its journal failed", failed));
            }
        }
        changes = new ArrayList<>();
        List<Reply<?>> ready = replies;
        replies = new ArrayList<>();
        HubClosedException end = closed;
        if (end != null) {
            ready.forEach(reply -> reply.future.completeExceptionally(end));
            return;
        }
        List<Dispatcher.Delivery> deliveries = new ArrayList<>();
        dispatcher.assign(clock.instant(), deliveries);
        ready.forEach(Reply::send);
        waiters.release();
        deliveries.forEach(this::deliver);
        compaction.considerNow();
    }

    private void deliver(Dispatcher.Delivery delivery) {
        try {
            delivery.worker().accept(delivery.item());
        } catch (RuntimeException gone) {
            LOG.atWarn().setCause(gone).log("Worker takes no items, its work goes to others");
            disconnect(delivery.worker());
        }
    }

    private void stop(HubClosedException cause) {
        closed = cause;
        alarms.cancelEverything();
        waiters.failAll(cause);
    }

    private CompletableFuture<Optional<InstanceStatus>> await(InstanceId id, Waiters.Goal goal) {
        CompletableFuture<Optional<InstanceStatus>> future = new CompletableFuture<>();
        try {
            loop.submit(() -> addWaiter(id, goal, future));
        } catch (HubBusyException refused) {
            future.completeExceptionally(refused);
        }
        future.whenComplete((status, end) -> {
                    if (future.isCancelled()) {
                        tell(() -> waiters.changed(id));
                    }
                })
                .exceptionally(told -> Optional.empty())
                .isDone();
        return future;
    }

    private void addWaiter(InstanceId id, Waiters.Goal goal, CompletableFuture<Optional<InstanceStatus>> future) {
        if (closed != null) {
            future.completeExceptionally(closed);
            return;
        }
        try {
            waiters.add(id, goal, future);
        } catch (HubBusyException refused) {
            future.completeExceptionally(refused);
        }
    }

    private <T> CompletableFuture<T> ask(Supplier<T> decision) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            loop.submit(() -> decide(future, decision));
        } catch (RuntimeException refused) {
            future.completeExceptionally(refused);
        }
        return future;
    }

    private <T> CompletableFuture<T> answer(Supplier<T> decision) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.submitAlways(() -> decide(future, decision));
        return future;
    }

    private void tell(Runnable command) {
        loop.submitAlways(() -> {
            if (closed == null) {
                command.run();
            }
        });
    }

    private <T> void decide(CompletableFuture<T> future, Supplier<T> decision) {
        HubClosedException end = closed;
        if (end != null) {
            future.completeExceptionally(end);
            return;
        }
        try {
            replies.add(new Reply<>(future, decision.get()));
        } catch (RuntimeException refused) {
            future.completeExceptionally(refused);
        }
    }

    private record Reply<T>(CompletableFuture<T> future, T value) {

        void send() {
            future.complete(value);
        }
    }

    /** What changes mean while the hub is live. */
    private final class LiveEffects implements Effects {

        @Override
        public void mayRun(Instance instance) {
            dispatcher.offerTurn(instance);
        }

        @Override
        public void activityScheduled(ActivityTask task) {
            dispatcher.offerActivity(task);
        }

        @Override
        public void timerCreated(Instance instance, HistoryEvent.TimerCreated timer) {
            alarms.set(instance, timer.eventId(), timer.fireAt());
        }

        @Override
        public void startDelayed(Instance instance) {
            if (instance.scheduledStart != null) {
                alarms.set(instance, Alarms.SCHEDULED_START, instance.scheduledStart);
            }
        }

        @Override
        public void statusChanged(Instance instance) {
            waiters.changed(instance.id);
        }

        @Override
        public void timersObsolete(Instance instance) {
            alarms.cancelAll(instance);
            waiters.changed(instance.id);
        }
    }
}
