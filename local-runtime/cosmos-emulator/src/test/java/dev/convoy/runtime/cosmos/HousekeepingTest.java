package dev.convoy.runtime.cosmos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.kit.time.ManualTimers;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What happens by itself while a test moves the time. */
class HousekeepingTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(366);

    @Test
    void a_year_that_passes_in_one_step_is_not_looked_at_second_by_second() {
        ManualTimers time = new ManualTimers(NOON);
        Counting timers = new Counting(time, new AtomicLong());
        try (CosmosEmulator emulator = CosmosEmulator.start(
                CosmosEmulatorSettings.defaults().withPort(0).withTimers(timers))) {
            assertThat(timers.set()).as("looks that were planned").hasPositiveValue();

            time.advance(YEAR);

            assertThat(timers.set()).as("looks that were planned").hasValueLessThan(YEAR.toSeconds() / 100);
            assertThat(emulator.port()).isPositive();
        }
    }

    /** Counts what is set. */
    private record Counting(Timers timers, AtomicLong set) implements Timers {

        @Override
        public Clock clock() {
            return timers.clock();
        }

        @Override
        public Scheduled schedule(Instant at, Runnable task) {
            set.incrementAndGet();
            return timers.schedule(at, task);
        }

        @Override
        public void close() {
            timers.close();
        }
    }
}
