package dev.convoy.runtime.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.InstanceId;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.history.OrchestratorAction;
import dev.convoy.runtime.durable.store.HubStore;
import dev.convoy.runtime.durable.store.JournalHubStore;
import dev.convoy.runtime.kit.time.ManualTimers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A hub on the caller's thread with a manual clock, and workers that do only what the test says. */
final class EngineFixture {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final ManualTimers timers = new ManualTimers(START);
    final TaskHub hub;
    private long connections;

    EngineFixture() {
        this(HubOptions.defaults().withReplayChecks(HubOptions.ReplayChecks.OFF));
    }

    EngineFixture(HubOptions options) {
        this(options, JournalHubStore.inMemory());
    }

    EngineFixture(HubOptions options, HubStore store) {
        hub = TaskHub.open(store, options, timers, HubThreads.caller());
    }

    static InstanceId id(String value) {
        return new InstanceId(value);
    }

    void start(String id) {
        start(id, null);
    }

    void start(String id, @Nullable Instant at) {
        assertThat(done(hub.start(new StartRequest(id(id), "Orchestrator", null, "\"in\"", at))))
                .isInstanceOf(StartOutcome.Started.class);
    }

    void raise(String id, String name) {
        assertThat(done(hub.raiseEvent(id(id), name, null))).isInstanceOf(OperationOutcome.Accepted.class);
    }

    InstanceStatus status(String id) {
        return done(hub.find(id(id))).orElseThrow();
    }

    List<HistoryEvent> history(String id) {
        return done(hub.history(id(id))).orElseThrow();
    }

    ManualWorker worker() {
        ManualWorker worker = new ManualWorker(new ConnectionId(++connections));
        hub.connect(worker);
        return worker;
    }

    static <T> T done(CompletableFuture<T> future) {
        assertThat(future).isDone();
        return future.join();
    }

    static OrchestratorAction task(int id, String name) {
        return new OrchestratorAction.ScheduleTask(id, name, null, null);
    }

    static OrchestratorAction timer(int id, Instant fireAt) {
        return new OrchestratorAction.CreateTimer(id, fireAt);
    }

    static OrchestratorAction child(int id, String instanceId) {
        return new OrchestratorAction.CreateSubOrchestration(id, id(instanceId), "Child", null, null);
    }

    static OrchestratorAction send(int id, String target, String name) {
        return new OrchestratorAction.SendEvent(id, id(target), name, null);
    }

    static OrchestratorAction complete(int id, String result) {
        return new OrchestratorAction.CompleteOrchestration(
                id, OrchestrationStatus.COMPLETED, result, null, List.of(), null);
    }

    static OrchestratorAction continueAsNew(int id, String input, HistoryEvent.EventRaised... carried) {
        return new OrchestratorAction.CompleteOrchestration(
                id, OrchestrationStatus.CONTINUED_AS_NEW, input, null, List.of(carried), null);
    }

    /** A worker that hoards its items. */
    final class ManualWorker implements Worker {

        final ArrayDeque<WorkItem> items = new ArrayDeque<>();
        private final ConnectionId connection;

        ManualWorker(ConnectionId connection) {
            this.connection = connection;
        }

        @Override
        public ConnectionId connection() {
            return connection;
        }

        @Override
        public void accept(WorkItem item) {
            items.add(item);
        }

        WorkItem.OrchestratorTurn turn() {
            assertThat(items.peek()).isInstanceOf(WorkItem.OrchestratorTurn.class);
            return (WorkItem.OrchestratorTurn) items.remove();
        }

        WorkItem.ActivityCall activity() {
            assertThat(items.peek()).isInstanceOf(WorkItem.ActivityCall.class);
            return (WorkItem.ActivityCall) items.remove();
        }

        /** Takes the next turn and answers it. */
        WorkItem.OrchestratorTurn answerTurn(OrchestratorAction... actions) {
            WorkItem.OrchestratorTurn turn = turn();
            answer(turn.instanceId(), actions);
            return turn;
        }

        boolean answer(InstanceId id, OrchestratorAction... actions) {
            return done(hub.completeTurn(new TurnResult(id, List.of(actions), null), connection));
        }

        /** Takes the next activity and answers it. */
        WorkItem.ActivityCall answerActivity(String result) {
            WorkItem.ActivityCall call = activity();
            answer(call, result);
            return call;
        }

        boolean answer(WorkItem.ActivityCall call, String result) {
            return done(hub.completeActivity(
                    new ActivityResult(call.instanceId(), call.taskId(), result, null), connection));
        }

        void leave() {
            hub.disconnect(this);
        }
    }
}
