package dev.convoy.results.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final long MB = 1 << 20;

    private final StringWriter out = new StringWriter();
    private long nanos;

    @Test
    void a_terminal_sees_a_bar_that_redraws_itself() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true, 100 * MB, 0, () -> nanos);

        nanos = TimeUnit.SECONDS.toNanos(1);
        bar.add(50 * MB);

        assertThat(out)
                .hasToString(
                        "\r\033[K[===============               ]  50%  50.0 MB of 100.0 MB, 50.0 MB/s, 0:01 left");
    }

    @Test
    void a_log_sees_a_line_every_ten_seconds() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), false, 100 * MB, 0, () -> nanos);

        for (int i = 1; i <= 20; i++) {
            nanos = TimeUnit.SECONDS.toNanos(i);
            bar.add(MB);
        }

        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void what_was_there_before_counts_as_done_and_not_as_speed() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true, 100 * MB, 80 * MB, () -> nanos);

        nanos = TimeUnit.SECONDS.toNanos(1);
        bar.add(10 * MB);

        assertThat(out.toString()).contains(" 90%  90.0 MB of 100.0 MB, 10.0 MB/s, 0:01 left");
    }

    @Test
    void without_a_total_there_is_no_bar() {
        ProgressBar bar = new ProgressBar(new PrintWriter(out), true, -1, 0, () -> nanos);

        nanos = TimeUnit.SECONDS.toNanos(1);
        bar.add(MB);

        assertThat(out).hasToString("\r\033[K1.0 MB, 1.0 MB/s");
    }
}
