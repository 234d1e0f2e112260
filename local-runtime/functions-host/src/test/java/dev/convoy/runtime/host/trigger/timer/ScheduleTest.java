package dev.convoy.runtime.host.trigger.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * * *      | 2026-01-31T23:59:58Z | 2026-02-01T00:00:00Z",
                "0 30 9 * * MON-FRI | 2026-01-30T09:30:00Z | 2026-02-02T09:30:00Z",
                "0 0 0 29 2 *       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 12 1 JAN,jul * | 2026-01-01T12:00:00Z | 2026-07-01T12:00:00Z",
                "15,45 10-12 * * * *| 2026-01-01T00:12:45Z | 2026-01-01T01:10:15Z",
                "*/10 * * * *       | 2026-01-01T00:01:00Z | 2026-01-01T00:10:00Z",
                "00:00:30           | 2026-01-01T00:00:00Z | 2026-01-01T00:00:30Z",
                "1.02:00:00         | 2026-01-01T00:00:00Z | 2026-01-02T02:00:00Z"
            })
    void the_next_time_is_the_first_that_fits(String expression, ZonedDateTime after, ZonedDateTime next) {
        assertThat(Schedule.parse(expression).nextAfter(after))
                .hasValueSatisfying(found -> assertThat(found.toInstant()).isEqualTo(next.toInstant()));
    }

    @Test
    void a_day_that_never_comes_is_no_time() {
        assertThat(Schedule.parse("0 0 0 31 2 *").nextAfter(ZonedDateTime.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * *", "60 * * * * *", "0 0 24 * * *", "x * * * * *", "5-1 * * * * *", "00:00:00"})
    void nonsense_is_refused(String expression) {
        assertThatThrownBy(() -> Schedule.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }
}
