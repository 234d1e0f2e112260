package dev.convoy.runtime.durable.engine;

import static dev.convoy.runtime.durable.engine.EngineFixture.START;
import static dev.convoy.runtime.durable.engine.EngineFixture.child;
import static dev.convoy.runtime.durable.engine.EngineFixture.complete;
import static dev.convoy.runtime.durable.engine.EngineFixture.continueAsNew;
import static dev.convoy.runtime.durable.engine.EngineFixture.done;
import static dev.convoy.runtime.durable.engine.EngineFixture.id;
import static dev.convoy.runtime.durable.engine.EngineFixture.send;
import static dev.convoy.runtime.durable.engine.EngineFixture.task;
import static dev.convoy.runtime.durable.engine.EngineFixture.timer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.engine.EngineFixture.ManualWorker;
import dev.convoy.runtime.durable.history.HistoryEvent;
import dev.convoy.runtime.durable.history.HistoryEvent.EventRaised;
import dev.convoy.runtime.durable.history.OrchestrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a turn, one by one, with a manual clock. */
class TurnRulesTest {

    private final EngineFixture engine = new EngineFixture();
    private final ManualWorker worker = engine.worker();

    @Test
    void a_first_turn_holds_its_start_and_the_execution() {
        engine.start("a");

        WorkItem.OrchestratorTurn turn = worker.turn();

        assertThat(turn.past()).isEmpty();
        assertThat(turn.fresh().get(0)).isInstanceOf(HistoryEvent.OrchestratorStarted.class);
        assertThat(turn.fresh().get(1)).isInstanceOf(HistoryEvent.ExecutionStarted.class);
        assertThat(turn.fresh()).hasSize(2);
    }

    @Test
    void a_thirty_day_timer_passes_when_the_clock_says_so() {
        engine.start("a");
        Instant due = START.plus(Duration.ofDays(30));
        worker.answerTurn(timer(0, due));

        engine.timers.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(worker.items).isEmpty();
        engine.timers.advance(Duration.ofMillis(1));

        WorkItem.OrchestratorTurn turn = worker.answerTurn(complete(1, "\"rested\""));
        assertThat(turn.fresh().get(1))
                .isInstanceOfSatisfying(HistoryEvent.TimerFired.class, fired -> assertThat(fired.fireAt())
                        .isEqualTo(due));
        assertThat(engine.status("a").status()).isEqualTo(OrchestrationStatus.COMPLETED);
    }

    @Test
    void a_turn_after_a_timer_begins_a_millisecond_after_it_was_due_at_least() {
        engine.start("a");
        Instant due = START.plusSeconds(5);
        worker.answerTurn(timer(0, due));

        engine.timers.advance(Duration.ofSeconds(5));

        assertThat(worker.turn().fresh().getFirst().timestamp()).isAfterOrEqualTo(due.plusMillis(1));
    }

    @Test
    void a_timer_of_the_past_fires_at_once() {
        engine.start("a");

        worker.answerTurn(timer(0, START.minusSeconds(60)));
        engine.timers.advance(Duration.ZERO);

        assertThat(worker.turn().fresh().get(1)).isInstanceOf(HistoryEvent.TimerFired.class);
    }

    @Test
    void an_action_of_an_earlier_turn_is_not_performed_again() {
        engine.start("target");
        worker.answerTurn();
        engine.start("a");
        worker.answerTurn(send(0, "target", "ping"), task(1, "Work"));
        worker.answerTurn();

        worker.answerActivity("1");
        worker.answerTurn(send(0, "target", "ping"), task(2, "More"));

        assertThat(engine.history("target").stream().filter(EventRaised.class::isInstance))
                .hasSize(1);
        assertThat(worker.activity().name()).isEqualTo("More");
        assertThat(worker.items).isEmpty();
    }

    @Test
    void an_action_named_twice_in_one_answer_is_performed_once() {
        engine.start("a");

        worker.answerTurn(task(0, "Work"), task(0, "Work"));

        worker.activity();
        assertThat(worker.items).isEmpty();
    }

    @Test
    void what_the_sdk_cannot_replay_stays_out_of_replays_but_in_the_history() {
        engine.start("a");
        worker.answerTurn(send(0, "nobody", "ping"), task(1, "Work"));
        done(engine.hub.suspend(id("a"), "why"));
        done(engine.hub.resume(id("a"), "because"));

        worker.answerActivity("1");

        assertThat(worker.turn().past()).allMatch(HistoryEvent::isReplayed).hasSize(3);
        assertThat(engine.history("a"))
                .hasAtLeastOneElementOfType(HistoryEvent.EventSent.class)
                .hasAtLeastOneElementOfType(HistoryEvent.ExecutionSuspended.class)
                .hasAtLeastOneElementOfType(HistoryEvent.ExecutionResumed.class);
    }

    @Test
    void scheduled_events_carry_their_action_id_and_all_others_minus_one() {
        engine.start("a");
        worker.answerTurn(task(7, "Work"), timer(8, START.plusSeconds(1)), child(9, "kid"));

        List<HistoryEvent> history = engine.history("a");

        assertThat(history).extracting(HistoryEvent::eventId).containsExactly(-1, -1, 7, 8, 9);
    }

    @Test
    void events_from_outside_have_distinct_rising_timestamps_though_the_clock_stands_still() {
        engine.start("a");
        worker.answerTurn();
        for (int i = 0; i < 20; i++) {
            engine.raise("a", "tick");
        }

        engine.hub.disconnect(worker);
        List<HistoryEvent> inbox = done(engine.hub.images()).getFirst().work().inbox();

        assertThat(new HashSet<>(inbox)).hasSize(inbox.size());
        assertThat(inbox).extracting(HistoryEvent::timestamp).isSorted();
    }

    @Test
    void an_instance_has_one_turn_in_flight_at_most() {
        ManualWorker other = engine.worker();
        engine.start("a");
        engine.raise("a", "one");
        engine.raise("a", "two");

        assertThat(worker.items.size() + other.items.size()).isEqualTo(1);
        worker.answerTurn();
        assertThat(worker.items.size() + other.items.size()).isEqualTo(1);
    }

    @Test
    void events_that_arrive_during_a_turn_wait_for_the_next() {
        engine.start("a");
        WorkItem.OrchestratorTurn first = worker.turn();
        engine.raise("a", "late");

        worker.answer(first.instanceId());

        assertThat(worker.turn().fresh().get(1)).isInstanceOf(EventRaised.class);
    }

    @Test
    void continue_as_new_drops_results_of_the_old_generation_and_keeps_late_events() {
        engine.start("a");
        worker.answerTurn(task(0, "Slow"));
        WorkItem.ActivityCall slow = worker.activity();
        engine.raise("a", "wake");
        WorkItem.OrchestratorTurn turn = worker.turn();
        engine.raise("a", "late");

        worker.answer(turn.instanceId(), continueAsNew(1, "\"next\""));
        WorkItem.OrchestratorTurn next = worker.turn();
        worker.answer(slow, "\"too late\"");
        worker.answer(next.instanceId());

        assertThat(next.past()).isEmpty();
        assertThat(next.executionId()).isNotEqualTo(turn.executionId());
        assertThat(next.fresh()).hasSize(3).last().isInstanceOfSatisfying(EventRaised.class, event -> assertThat(
                        event.name())
                .isEqualTo("late"));
        assertThat(worker.items).isEmpty();
        assertThat(engine.history("a")).noneMatch(HistoryEvent.TaskCompleted.class::isInstance);
    }

    @Test
    void carried_over_events_come_first_in_the_order_of_their_timestamps() {
        engine.start("a");
        EventRaised early = new EventRaised(START.plusSeconds(1), "x", "1");
        EventRaised late = new EventRaised(START.plusSeconds(2), "x", "2");

        worker.answerTurn(continueAsNew(0, "\"next\"", late, early));

        assertThat(worker.turn().fresh().subList(2, 4)).containsExactly(early, late);
    }

    @Test
    void a_carry_over_that_may_hold_consumed_events_is_asked_for_again_one_by_one() {
        engine.start("a");
        engine.raise("a", "one");
        engine.raise("a", "two");
        worker.answerTurn();
        List<HistoryEvent> batch = worker.turn().fresh();
        EventRaised one = (EventRaised) batch.get(1);
        EventRaised two = (EventRaised) batch.get(2);

        worker.answer(id("a"), continueAsNew(0, "\"n\"", one, two));
        WorkItem.OrchestratorTurn again = worker.turn();
        worker.answer(id("a"), continueAsNew(0, "\"n\"", one));
        WorkItem.OrchestratorTurn begin = worker.answerTurn();
        WorkItem.OrchestratorTurn next = worker.turn();

        assertThat(again.fresh()).hasSize(2).contains(one);
        assertThat(begin.fresh().get(1)).isInstanceOf(HistoryEvent.ExecutionStarted.class);
        assertThat(next.fresh()).hasSize(2).contains(two);
    }

    @Test
    void a_task_number_used_again_after_continue_as_new_waits_for_the_old_one_to_be_answered() {
        engine.start("a");
        worker.answerTurn(task(0, "Old"));
        WorkItem.ActivityCall old = worker.activity();
        engine.raise("a", "wake");
        worker.answerTurn(continueAsNew(1, "\"next\""));

        worker.answerTurn(task(0, "New"));
        assertThat(worker.items).isEmpty();
        worker.answer(old, "\"old\"");
        worker.answerActivity("\"new\"");

        assertThat(worker.turn().fresh().get(1))
                .isInstanceOfSatisfying(HistoryEvent.TaskCompleted.class, completed -> assertThat(completed.result())
                        .isEqualTo("\"new\""));
    }

    @Test
    void a_second_answer_to_the_same_item_is_dropped() {
        engine.start("a");
        worker.answerTurn(task(0, "Work"));
        WorkItem.ActivityCall call = worker.answerActivity("1");

        assertThat(worker.answer(call, "2")).isFalse();
        worker.answerTurn(complete(1, "1"));
        assertThat(worker.answer(id("a"), complete(1, "2"))).isFalse();
        assertThat(engine.status("a").output()).isEqualTo("1");
    }

    @Test
    void an_orchestration_waits_for_its_scheduled_start() {
        engine.start("later", START.plusSeconds(60));
        assertThat(worker.items).isEmpty();
        engine.raise("later", "early event");
        assertThat(worker.items).isEmpty();
        assertThat(engine.status("later").status()).isEqualTo(OrchestrationStatus.PENDING);

        engine.timers.advance(Duration.ofSeconds(60));

        assertThat(worker.turn().fresh()).hasSize(3);
    }

    @Test
    void an_activity_nobody_waited_for_still_runs_after_the_end() {
        engine.start("a");
        worker.answerTurn(task(0, "FireAndForget"), complete(1, "1"));

        assertThat(worker.answerActivity("x").name()).isEqualTo("FireAndForget");

        assertThat(done(engine.hub.images()).getFirst().work().activities()).isEmpty();
    }
}
