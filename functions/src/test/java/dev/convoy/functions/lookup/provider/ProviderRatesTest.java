package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderRatesTest {

    @Test
    void each_provider_may_have_its_own() {
        ProviderRates rates = ProviderRates.parse("geoip=45/PT1M/8, dns = 500/PT1S/64");

        assertThat(rates.of("geoip")).isEqualTo(new ProviderRates.Rate(45, Duration.ofMinutes(1), 8));
        assertThat(rates.of("dns")).isEqualTo(new ProviderRates.Rate(500, Duration.ofSeconds(1), 64));
        assertThat(rates.of("rdap")).isEqualTo(ProviderRates.USUAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weather=1/PT1S/1|weather",
                "geoip|CALLS/PERIOD/CONCURRENT",
                "geoip=1/1|CALLS/PERIOD/CONCURRENT",
                "geoip=many/PT1S/1|CALLS/PERIOD/CONCURRENT",
                "geoip=1/soon/1|CALLS/PERIOD/CONCURRENT",
                "geoip=0/PT1S/1|numbers from 1",
                "geoip=1/PT0S/1|period above zero",
            })
    void what_is_wrong_is_said(String text, String problem) {
        assertThatThrownBy(() -> ProviderRates.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
