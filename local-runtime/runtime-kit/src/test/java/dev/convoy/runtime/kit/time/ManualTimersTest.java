package dev.convoy.runtime.kit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimersTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasks_run_in_the_order_in_which_they_are_due_each_at_its_own_time() {
        timers.schedule(
                START.plusSeconds(20), () -> ran.add("late at " + timers.clock().instant()));
        timers.schedule(
                START.plusSeconds(10),
                () -> ran.add("early at " + timers.clock().instant()));

        timers.advance(Duration.ofDays(30));

        assertThat(ran).containsExactly("early at 2026-01-01T00:00:10Z", "late at 2026-01-01T00:00:20Z");
        assertThat(timers.clock().instant()).isEqualTo(START.plus(Duration.ofDays(30)));
    }

    @Test
    void a_task_set_by_a_task_runs_in_the_same_advance_when_due() {
        timers.schedule(START.plusSeconds(1), () -> timers.schedule(START.plusSeconds(2), () -> ran.add("second")));

        timers.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("second");
    }

    @Test
    void a_cancelled_task_does_not_run() {
        Timers.Scheduled scheduled = timers.schedule(START.plusSeconds(1), () -> ran.add("never"));
        scheduled.cancel();

        timers.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
        assertThat(timers.nextAt()).isEmpty();
    }
}
