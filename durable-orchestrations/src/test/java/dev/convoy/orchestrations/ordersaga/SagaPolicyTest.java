package dev.convoy.orchestrations.ordersaga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SagaPolicyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest(name = "{0} doubled {1} times waits {2}")
    @CsvSource({
        "PT10S, 1, PT10S",
        "PT10S, 2, PT20S",
        "PT10S, 6, PT5M20S",
        "PT10S, 7, PT10M",
        "PT10S, 20, PT10M",
        "PT10M, 2, PT10M",
        "PT15M, 1, PT15M",
        "PT15M, 3, PT15M"
    })
    void patience_doubles_up_to_ten_minutes_or_what_it_began_with(Duration first, int round, Duration expected) {
        assertThat(new SagaPolicy(MINUTE, MINUTE, first, 20).patience(round)).isEqualTo(expected);
    }

    @Test
    void what_makes_no_sense_is_named() {
        Duration none = Duration.ZERO;
        Duration less = MINUTE.negated();

        assertThatThrownBy(() -> new SagaPolicy(none, MINUTE, MINUTE, 1))
                .hasMessage("paymentDeadline must be positive");
        assertThatThrownBy(() -> new SagaPolicy(less, MINUTE, MINUTE, 1))
                .hasMessage("paymentDeadline must be positive");
        assertThatThrownBy(() -> new SagaPolicy(MINUTE, none, MINUTE, 1))
                .hasMessage("inventoryDeadline must be positive");
        assertThatThrownBy(() -> new SagaPolicy(MINUTE, MINUTE, none, 1))
                .hasMessage("compensationPatience must be positive");
        assertThatThrownBy(() -> new SagaPolicy(MINUTE, MINUTE, MINUTE, 0))
                .hasMessage("compensationRounds must be from 1 to 20");
        assertThatThrownBy(() -> new SagaPolicy(MINUTE, MINUTE, MINUTE, 21))
                .hasMessage("compensationRounds must be from 1 to 20");
        assertThat(new SagaPolicy(MINUTE, MINUTE, MINUTE, 20).compensationRounds())
                .isEqualTo(20);
    }

    @Test
    void the_defaults_are_two_minutes_for_answers_and_about_ten_for_undoing() {
        SagaPolicy defaults = SagaPolicy.defaults();

        assertThat(defaults.paymentDeadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.inventoryDeadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.patience(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(defaults.compensationRounds()).isEqualTo(6);
    }
}
