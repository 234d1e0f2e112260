package dev.convoy.results.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "64KB, 65536", "250MB, 262144000", "250 mib, 262144000", "2g, 2147483648", "1TB, 1099511627776"
    })
    void people_write_sizes_in_many_ways(String text, long bytes) {
        assertThat(ByteSize.of(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5GB", "12 apples", "1XB"})
    void what_is_no_size_is_said_to_be_none(String text) {
        assertThatThrownBy(() -> ByteSize.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no size");
    }

    @ParameterizedTest
    @CsvSource({"1023, 1023 B", "65536, 64.0 KB", "262144000, 250.0 MB"})
    void it_is_shown_short(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }
}
