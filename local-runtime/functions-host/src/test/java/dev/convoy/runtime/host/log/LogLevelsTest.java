package dev.convoy.runtime.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Source: the Functions documentation on configuring log levels and categories. */
class LogLevelsTest {

    @Test
    void without_a_word_everything_from_information_on_is_kept() {
        assertThat(LogLevels.defaults().keep(LogLine.Level.INFO, "Function.A")).isTrue();
        assertThat(LogLevels.defaults().keep(LogLine.Level.DEBUG, "Function.A")).isFalse();
    }

    @Test
    void the_longest_name_decides_and_default_for_the_rest() {
        LogLevels levels = LogLevels.of(
                Map.of("default", "Error", "Function", "Warning", "function.a", "Debug", "Function.A.User", "None"));

        assertThat(levels.keep(LogLine.Level.DEBUG, "Function.A")).isTrue();
        assertThat(levels.keep(LogLine.Level.INFO, "Function.B")).isFalse();
        assertThat(levels.keep(LogLine.Level.WARN, "Function.B.User")).isTrue();
        assertThat(levels.keep(LogLine.Level.ERROR, "Function.A.User")).isFalse();
        assertThat(levels.keep(LogLine.Level.WARN, "Host.General")).isFalse();
    }

    @Test
    void a_name_stands_for_whole_parts_only() {
        LogLevels levels = LogLevels.of(Map.of("Function.Order", "Trace"));

        assertThat(levels.keep(LogLine.Level.TRACE, "Function.Order.User")).isTrue();
        assertThat(levels.keep(LogLine.Level.TRACE, "Function.OrderList")).isFalse();
    }

    @Test
    void a_level_that_is_none_is_named() {
        assertThatThrownBy(() -> LogLevels.of(Map.of("Function", "Loud")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Function");
    }
}
