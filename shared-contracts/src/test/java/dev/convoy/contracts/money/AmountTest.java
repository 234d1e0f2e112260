package dev.convoy.contracts.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @Test
    void sums_and_products_are_exact() {
        assertThat(Amount.of("0.10").plus(Amount.of("0.20"))).isEqualTo(Amount.of("0.3"));
        assertThat(Amount.of("19.90").times(3)).isEqualTo(Amount.of("59.70"));
    }

    @Test
    void the_larger_one_is_larger_whatever_its_decimals() {
        assertThat(Amount.of("2")).isGreaterThan(Amount.of("1.99")).isEqualByComparingTo(Amount.of("2.00"));
        assertThat(Amount.of("1.99")).isLessThan(Amount.of("2"));
    }

    @Test
    void text_has_two_decimals() {
        assertThat(Amount.of("5")).hasToString("5.00");
        assertThat(Amount.ZERO).hasToString("0.00");
    }

    @Test
    void bounds_hold_for_results_too() {
        Amount most = Amount.of("999999999999.99");

        assertThat(most.plus(Amount.ZERO)).isEqualTo(most);
        assertThatThrownBy(() -> most.plus(Amount.of("0.01")))
                .hasMessage("must have at most 12 digits before the point");
        assertThatThrownBy(() -> new Amount(new BigDecimal("-0.01"))).hasMessage("must not be negative");
        assertThatThrownBy(() -> new Amount(new BigDecimal("0.001"))).hasMessage("must have at most 2 decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.234", "1,5", "1e3", "", " 1", "1234567890123"})
    void other_text_is_refused(String text) {
        assertThatThrownBy(() -> Amount.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
