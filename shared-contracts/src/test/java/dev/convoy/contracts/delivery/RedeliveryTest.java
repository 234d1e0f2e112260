package dev.convoy.contracts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedeliveryTest {

    private static final Redelivery SECONDS = new Redelivery(Duration.ofSeconds(1), Duration.ofSeconds(10), 3);

    @ParameterizedTest(name = "attempt {0}: {1} to {2} ms")
    @CsvSource({
        "1, 500, 1000",
        "2, 1000, 2000",
        "4, 4000, 8000",
        "5, 5000, 10000",
        "64, 5000, 10000",
        "1000, 5000, 10000"
    })
    void delays_double_up_to_their_bound_with_jitter(int attempt, long least, long most) {
        Random random = new Random(7);

        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> SECONDS.after(attempt, random).toMillis()))
                .allSatisfy(millis -> assertThat(millis).isBetween(least, most))
                .anySatisfy(millis -> assertThat(millis).isGreaterThan((least + most) / 2))
                .anySatisfy(millis -> assertThat(millis).isLessThan((least + most) / 2));
    }

    @Test
    void the_delay_is_half_and_a_random_half() {
        RandomGenerator least = () -> 0L;

        assertThat(SECONDS.after(1, least)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void the_last_attempt_is_the_last() {
        assertThat(SECONDS.isExhaustedAfter(2)).isFalse();
        assertThat(SECONDS.isExhaustedAfter(3)).isTrue();
        assertThat(SECONDS.isExhaustedAfter(4)).isTrue();
    }

    @Test
    void a_redelivery_that_makes_no_sense_is_refused() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new Redelivery(Duration.ZERO, second, 1)).hasMessageStartingWith("first must be");
        assertThatThrownBy(() -> new Redelivery(second.negated(), second, 1)).hasMessageStartingWith("first must be");
        assertThatThrownBy(() -> new Redelivery(second.plusMillis(1), second, 1))
                .hasMessageStartingWith("first must be");
        assertThatThrownBy(() -> new Redelivery(second, second, 0)).hasMessage("attempts must be at least 1");
        assertThat(new Redelivery(second, second, 1).attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"attempt\":7};7",
                "{\"attempt\":0};1",
                "{\"attempt\":-3};1",
                "{};1",
                "'';1",
                "nonsense;1",
                "{\"attempt\":\"x\"};1"
            })
    void the_attempt_is_read_whatever_a_stranger_wrote(String properties, int attempt) {
        assertThat(Redelivery.attemptOf(properties)).isEqualTo(attempt);
    }

    @Test
    void without_properties_it_is_the_first_attempt() {
        assertThat(Redelivery.attemptOf(null)).isEqualTo(1);
    }

    @Test
    void a_reason_has_its_bound() {
        assertThat(MessageProperties.reason("short")).isEqualTo("short");
        assertThat(MessageProperties.reason("x".repeat(5_000))).hasSize(MessageProperties.LONGEST_REASON);
    }
}
