package dev.convoy.orchestrations.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.orchestrations.bigresult.ResultTask.Assessment;
import dev.convoy.orchestrations.bigresult.ResultTask.Next;
import dev.convoy.orchestrations.replay.HubWork;
import dev.convoy.orchestrations.replay.ReplayHub;
import dev.convoy.orchestrations.replay.ReplayInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The orchestrator, replayed, against scripted states of the store. */
class ResultLifecycleTest {

    private static final TransactionId ID = new TransactionId("transaction-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOON.plus(Duration.ofHours(1));
    private static final Assessment AWAITING = new Assessment(Next.AWAIT, DEADLINE, List.of(), "AwaitingResults");

    private final Deque<Assessment> states = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private String assembled = Json.write(new ResultTask.Assembled(null));
    private Instant now = NOON;
    private final ReplayHub hub = new ReplayHub(() -> now, this::act);

    private String act(String name, String input) {
        done.add(name);
        return switch (name) {
            case ResultLifecycle.ASSESS -> Json.write(states.size() > 1 ? states.pop() : states.getFirst());
            case ResultLifecycle.ASSEMBLE -> assembled;
            default -> "true";
        };
    }

    private ReplayInstance start(Assessment... script) {
        states.addAll(List.of(script));
        ReplayInstance life =
                hub.startOther(ResultLifecycle.NAME, ID.value(), ResultLifecycle::run, new ResultTask.Subject(ID));
        hub.drain();
        return life;
    }

    private void nudge() {
        hub.raise(ID.value(), ResultLifecycle.NUDGE, new ResultTask.Subject(ID));
    }

    private static Assessment assemble(String... series) {
        return new Assessment(
                Next.ASSEMBLE,
                DEADLINE,
                List.of(series).stream().map(SeriesName::new).toList(),
                "SendingCompletion");
    }

    private static Assessment retain(String status, Instant until) {
        return new Assessment(Next.RETAIN, until, List.of(), status);
    }

    @Test
    void a_result_is_awaited_assembled_finished_cleaned_and_in_the_end_purged() {
        Instant purge = NOON.plus(Duration.ofHours(3));
        ReplayInstance life = start(AWAITING, assemble("a", "b"), retain("Completed", purge));
        assertThat(done).containsExactly("AssessResult");

        nudge();
        hub.drain();
        assertThat(done)
                .containsExactly(
                        "AssessResult",
                        "AssessResult",
                        "AssembleSeries",
                        "AssembleSeries",
                        "FinishResult",
                        "AssessResult",
                        "CleanResult");
        assertThat(life.isRunning()).isTrue();

        now = purge.plusSeconds(1);
        hub.drain();
        assertThat(life.output()).contains("\"Completed\"");
        assertThat(done).endsWith("AssessResult", "PurgeResult").containsOnlyOnce("CleanResult");
    }

    @Test
    void a_deadline_wakes_it() {
        ReplayInstance life = start(AWAITING, retain("TimedOut", DEADLINE.plusSeconds(60)));

        now = DEADLINE.minusSeconds(1);
        hub.drain();
        assertThat(done).hasSize(1);
        now = DEADLINE.plusSeconds(1);
        hub.drain();

        assertThat(done).containsExactly("AssessResult", "AssessResult", "CleanResult");
        now = DEADLINE.plusSeconds(120);
        hub.drain();
        assertThat(life.output()).contains("\"TimedOut\"");
    }

    @Test
    void a_deadline_that_moved_is_waited_for_anew() {
        Instant later = DEADLINE.plus(Duration.ofHours(1));
        start(AWAITING, new Assessment(Next.AWAIT, later, List.of(), "AwaitingResults"));

        now = DEADLINE.plusSeconds(1);
        hub.drain();
        assertThat(done).hasSize(2);
        now = later.minusSeconds(1);
        hub.drain();
        assertThat(done).hasSize(2);
        now = later.plusSeconds(1);
        hub.drain();
        assertThat(done).hasSize(3);
    }

    @Test
    void a_nudge_that_shows_nothing_new_makes_it_look_again_soon() {
        start(AWAITING, AWAITING, assemble("a"), retain("Completed", DEADLINE));

        nudge();
        hub.drain();
        assertThat(done).containsExactly("AssessResult", "AssessResult");
        now = NOON.plusSeconds(3);
        hub.drain();

        assertThat(done).contains("FinishResult");
    }

    @Test
    void lost_blocks_end_it() {
        assembled = Json.write(new ResultTask.Assembled("blocks of a are gone"));
        start(assemble("a"), retain("Failed", DEADLINE));

        assertThat(done).contains("FailResult", "CleanResult").doesNotContain("FinishResult");
    }

    @Test
    void giving_up_while_it_is_assembled_ends_it() {
        states.addAll(List.of(assemble("a"), retain("Abandoned", DEADLINE)));
        hub.startOther(ResultLifecycle.NAME, ID.value(), ResultLifecycle::run, new ResultTask.Subject(ID));
        workExcept(ResultLifecycle.ASSEMBLE);

        nudge();
        workExcept(ResultLifecycle.ASSEMBLE);

        assertThat(done).contains("CleanResult").doesNotContain("FinishResult", "AssembleSeries");
    }

    @Test
    void a_slow_assembly_misses_its_deadline() {
        states.addAll(List.of(assemble("a"), retain("TimedOut", DEADLINE.plusSeconds(60))));
        hub.startOther(ResultLifecycle.NAME, ID.value(), ResultLifecycle::run, new ResultTask.Subject(ID));
        workExcept(ResultLifecycle.ASSEMBLE);

        now = DEADLINE.plusSeconds(1);
        workExcept(ResultLifecycle.ASSEMBLE);

        assertThat(done).containsExactly("AssessResult", "AssessResult", "CleanResult");
    }

    /** Everything but one activity, which hangs. */
    private void workExcept(String activity) {
        List<HubWork> ready = others(activity);
        while (!ready.isEmpty()) {
            hub.perform(ready.getFirst());
            ready = others(activity);
        }
    }

    private List<HubWork> others(String activity) {
        return hub.ready().stream()
                .filter(work -> !(work instanceof HubWork.Activity hanging
                        && hanging.name().equals(activity)))
                .toList();
    }
}
