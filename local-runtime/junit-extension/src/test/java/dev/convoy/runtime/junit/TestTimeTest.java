package dev.convoy.runtime.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TestTimeTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void what_is_due_on_the_way_happens_in_order_each_at_its_own_moment() {
        try (TestTime time = new TestTime(NOON)) {
            time.schedule(NOON.plusSeconds(20), () -> seen.add("second at " + time.now()));
            time.schedule(NOON.plusSeconds(10), () -> seen.add("first at " + time.now()));
            time.schedule(NOON.plusSeconds(31), () -> seen.add("too late"));

            time.passes(Duration.ofSeconds(30));

            assertThat(seen).containsExactly("first at 2026-01-15T12:00:10Z", "second at 2026-01-15T12:00:20Z");
            assertThat(time.now()).isEqualTo(NOON.plusSeconds(30));
            assertThat(time.nextDue()).contains(NOON.plusSeconds(31));
        }
    }

    @Test
    void what_is_set_for_a_moment_that_has_passed_happens_at_once() {
        try (TestTime time = new TestTime(NOON)) {
            time.schedule(NOON.minusSeconds(1), () -> seen.add("overdue"));

            await().until(() -> seen.equals(List.of("overdue")));
        }
    }

    @Test
    void what_is_called_off_does_not_happen() {
        try (TestTime time = new TestTime(NOON)) {
            time.schedule(NOON.plusSeconds(1), () -> seen.add("called off")).cancel();

            time.passes(Duration.ofDays(1));

            assertThat(seen).isEmpty();
        }
    }
}
