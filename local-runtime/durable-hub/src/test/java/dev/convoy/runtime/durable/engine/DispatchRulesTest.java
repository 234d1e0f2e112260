package dev.convoy.runtime.durable.engine;

import static dev.convoy.runtime.durable.engine.EngineFixture.child;
import static dev.convoy.runtime.durable.engine.EngineFixture.complete;
import static dev.convoy.runtime.durable.engine.EngineFixture.done;
import static dev.convoy.runtime.durable.engine.EngineFixture.id;
import static dev.convoy.runtime.durable.engine.EngineFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.engine.EngineFixture.ManualWorker;
import dev.convoy.runtime.durable.engine.HubOptions.ReplayChecks;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import dev.convoy.runtime.durable.store.JournalHubStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which work, and what happens when workers, clients or the journal fail. */
class DispatchRulesTest {

    private static final HubOptions NO_CHECKS = HubOptions.defaults().withReplayChecks(ReplayChecks.OFF);

    private final EngineFixture engine =
            new EngineFixture(NO_CHECKS.withTurnsPerWorker(2).withActivitiesPerWorker(3));

    @Test
    void several_workers_share_the_work() {
        ManualWorker one = engine.worker();
        ManualWorker two = engine.worker();

        for (int i = 0; i < 4; i++) {
            engine.start("i" + i);
        }

        assertThat(one.items).hasSize(2);
        assertThat(two.items).hasSize(2);
    }

    @Test
    void a_worker_holds_no_more_than_its_bound_and_gets_more_when_it_answers() {
        ManualWorker worker = engine.worker();
        for (int i = 0; i < 5; i++) {
            engine.start("i" + i);
        }
        assertThat(worker.items).hasSize(2);

        worker.answerTurn(task(0, "A"), task(1, "B"), task(2, "C"), task(3, "D"));

        assertThat(worker.items.stream().filter(WorkItem.OrchestratorTurn.class::isInstance))
                .hasSize(2);
        assertThat(worker.items.stream().filter(WorkItem.ActivityCall.class::isInstance))
                .hasSize(3);
    }

    @Test
    void items_of_a_lost_worker_go_to_another_and_its_late_answers_are_dropped() {
        ManualWorker lost = engine.worker();
        engine.start("a");
        lost.answerTurn(task(0, "Work"));
        WorkItem.ActivityCall held = lost.activity();
        engine.start("b");
        lost.turn();

        lost.leave();
        ManualWorker other = engine.worker();

        assertThat(other.items).hasSize(2);
        assertThat(lost.answer(held, "stale")).isFalse();
        assertThat(lost.answer(id("b"), complete(0, "stale"))).isFalse();
        other.answerTurn(complete(0, "fresh"));
        other.answerActivity("fresh");
        assertThat(engine.status("b").output()).isEqualTo("fresh");
    }

    @Test
    void a_late_answer_of_a_lost_worker_does_not_pass_for_the_next_turn() {
        ManualWorker lost = engine.worker();
        engine.start("a");
        lost.turn();
        lost.leave();
        ManualWorker other = engine.worker();
        other.answerTurn();
        engine.raise("a", "next");
        other.turn();

        assertThat(lost.answer(id("a"), complete(0, "stale"))).isFalse();

        assertThat(engine.status("a").status()).isEqualTo(OrchestrationStatus.RUNNING);
        assertThat(other.answer(id("a"), complete(0, "fresh"))).isTrue();
    }

    @Test
    void an_answer_to_an_instance_that_was_started_again_meanwhile_is_dropped() {
        ManualWorker worker = engine.worker();
        engine.start("a");
        worker.turn();
        done(engine.hub.terminate(id("a"), null, false));
        engine.start("a");
        assertThat(worker.items).isEmpty();

        assertThat(worker.answer(id("a"), complete(0, "of the first"))).isFalse();

        assertThat(engine.status("a").status()).isEqualTo(OrchestrationStatus.PENDING);
        worker.answerTurn(complete(0, "of the second"));
        assertThat(engine.status("a").output()).isEqualTo("of the second");
    }

    @Test
    void terminate_reaches_sub_orchestrations_only_when_asked_to() {
        ManualWorker worker = engine.worker();
        engine.start("shallow");
        worker.answerTurn(child(0, "shallow-child"));
        worker.answerTurn();
        engine.start("deep");
        worker.answerTurn(child(0, "deep-child"));
        worker.answerTurn(child(0, "deep-grandchild"));
        worker.answerTurn();

        done(engine.hub.terminate(id("shallow"), null, false));
        done(engine.hub.terminate(id("deep"), "\"all\"", true));

        assertThat(engine.status("shallow-child").status()).isEqualTo(OrchestrationStatus.RUNNING);
        assertThat(engine.status("deep-child").status()).isEqualTo(OrchestrationStatus.TERMINATED);
        assertThat(engine.status("deep-grandchild").status()).isEqualTo(OrchestrationStatus.TERMINATED);
    }

    @Test
    void a_terminated_sub_orchestration_fails_at_its_caller() {
        ManualWorker worker = engine.worker();
        engine.start("a");
        worker.answerTurn(child(0, "kid"));
        worker.answerTurn();

        done(engine.hub.terminate(id("kid"), "\"gone\"", false));

        assertThat(worker.turn().fresh().get(1))
                .isInstanceOfSatisfying(HistoryEvent.SubOrchestrationFailed.class, failed -> assertThat(
                                failed.failure().errorMessage())
                        .contains("kid")
                        .contains("gone"));
    }

    @Test
    void a_sub_orchestration_with_the_id_of_a_running_instance_fails_at_its_caller() {
        ManualWorker worker = engine.worker();
        engine.start("taken");
        worker.answerTurn();
        engine.start("a");

        worker.answerTurn(child(0, "taken"));

        assertThat(worker.turn().fresh().get(1)).isInstanceOf(HistoryEvent.SubOrchestrationFailed.class);
    }

    @Test
    void an_activity_of_a_terminated_instance_that_has_not_begun_does_not_run() {
        ManualWorker worker = engine.worker();
        engine.start("a");
        WorkItem.OrchestratorTurn turn = worker.turn();
        worker.answer(turn.instanceId(), task(0, "A"), task(1, "B"), task(2, "C"), task(3, "D"));
        assertThat(worker.items).hasSize(3);

        done(engine.hub.terminate(id("a"), null, false));
        worker.answerActivity("1");

        assertThat(worker.items).hasSize(2);
        assertThat(engine.status("a").status()).isEqualTo(OrchestrationStatus.TERMINATED);
    }

    @Test
    void those_who_wait_are_answered_when_it_happens_and_not_before() {
        ManualWorker worker = engine.worker();
        engine.start("a");
        CompletableFuture<Optional<InstanceStatus>> begun = engine.hub.awaitStart(id("a"));
        CompletableFuture<Optional<InstanceStatus>> ended = engine.hub.awaitCompletion(id("a"));
        assertThat(begun).isNotDone();

        worker.answerTurn(task(0, "Work"));
        assertThat(begun).isDone();
        assertThat(ended).isNotDone();
        worker.answerActivity("1");
        worker.answerTurn(complete(1, "1"));

        assertThat(done(ended).orElseThrow().output()).isEqualTo("1");
        assertThat(done(engine.hub.awaitCompletion(id("nobody")))).isEmpty();
    }

    @Test
    void when_the_journal_fails_nothing_leaves_the_hub_any_more() {
        CrashingJournal journal = new CrashingJournal();
        EngineFixture fragile = new EngineFixture(NO_CHECKS, JournalHubStore.over(journal, histories));
        ManualWorker worker = fragile.worker();
        fragile.start("a");
        journal.crashAfter(journal.appended());

        CompletableFuture<Boolean> answer =
                fragile.hub.completeTurn(new TurnResult(id("a"), List.of(task(0, "Work")), null), worker.connection());

        assertThat(answer).isCompletedExceptionally();
        assertThat(worker.items).hasSize(1);
        assertThat(fragile.hub.find(id("a"))).isCompletedExceptionally();
    }

    @TempDir
    Path histories;

    @Test
    void histories_of_finished_instances_leave_the_heap_and_can_still_be_read() {
        CrashingJournal journal = new CrashingJournal();
        EngineFixture compacting =
                new EngineFixture(NO_CHECKS.withSnapshotAfterBytes(1), JournalHubStore.over(journal, histories));
        ManualWorker worker = compacting.worker();
        compacting.start("a");
        worker.answerTurn(task(0, "Work"));
        worker.answerActivity("1");
        worker.answerTurn(complete(1, "1"));
        compacting.start("b");

        assertThat(done(compacting.hub.images()).getFirst().archived()).isNotNull();
        assertThat(compacting.history("a")).hasSize(6).last().isInstanceOf(HistoryEvent.ExecutionCompleted.class);
        EngineFixture reopened = new EngineFixture(NO_CHECKS, JournalHubStore.over(journal.reopened(), histories));
        assertThat(reopened.history("a")).isEqualTo(compacting.history("a"));
    }

    @Test
    void a_changed_mind_is_reported_with_instance_step_expected_and_got_and_fails_the_instance() {
        EngineFixture strict = new EngineFixture(HubOptions.defaults().withReplayChecks(ReplayChecks.EVERY_TURN));
        ManualWorker worker = strict.worker();
        strict.start("a");
        worker.answerTurn(task(0, "Charge"), task(1, "Ship"));
        worker.activity();
        worker.activity();

        WorkItem.OrchestratorTurn check = worker.turn();
        worker.answer(id("a"), task(0, "Charge"), task(1, "Cancel"));

        assertThat(check.fresh()).isEmpty();
        NonDeterminism found = done(strict.hub.nonDeterminisms()).getFirst();
        assertThat(found)
                .isEqualTo(new NonDeterminism(
                        id("a"),
                        "Orchestrator",
                        1,
                        "activity 'Ship' without input",
                        "activity 'Cancel' without input"));
        assertThat(strict.status("a").status()).isEqualTo(OrchestrationStatus.FAILED);
        assertThat(Objects.requireNonNull(strict.status("a").failure()).errorMessage())
                .contains("instance a, step 1: expected activity 'Ship' without input, got activity 'Cancel'");
    }

    @Test
    void a_replay_that_did_not_take_place_accuses_nobody() {
        EngineFixture sampled = new EngineFixture(HubOptions.defaults());
        ManualWorker worker = sampled.worker();
        sampled.start("a");
        worker.answerTurn(task(0, "Work"), complete(1, "1"));
        worker.items.removeIf(WorkItem.ActivityCall.class::isInstance);

        worker.turn();
        worker.answer(id("a"), complete(-1, "the function host lost its process"));

        assertThat(done(sampled.hub.nonDeterminisms())).isEmpty();
    }

    @Test
    void an_instance_takes_a_bounded_number_of_waiting_events() {
        engine.start("a");
        for (int waiting = 1; waiting < Decisions.MAX_WAITING_EVENTS; waiting++) { // its start waits too
            engine.raise("a", "tick");
        }

        assertThat(engine.hub.raiseEvent(id("a"), "tick", null)).isCompletedExceptionally();
    }

    @Test
    void a_step_that_is_left_out_in_a_replay_is_reported_too() {
        EngineFixture sampled = new EngineFixture(HubOptions.defaults());
        ManualWorker worker = sampled.worker();
        sampled.start("a");
        worker.answerTurn(task(0, "Work"), complete(1, "1"));
        worker.items.removeIf(WorkItem.ActivityCall.class::isInstance);

        worker.turn();
        worker.answer(id("a"), complete(0, "1"));

        assertThat(done(sampled.hub.nonDeterminisms()).getFirst().message())
                .contains("step 0: expected activity 'Work' without input, got nothing");
        assertThat(sampled.status("a").status()).isEqualTo(OrchestrationStatus.COMPLETED);
    }
}
