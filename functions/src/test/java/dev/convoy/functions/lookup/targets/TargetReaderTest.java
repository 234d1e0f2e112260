package dev.convoy.functions.lookup.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReaderTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, ipv4, 192.0.2.1",
        "' 192.0.2.1 ', ipv4, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, ipv6, 2001:db8::1",
        "2001:db8::1, ipv6, 2001:db8::1",
        "Example.COM, domain, example.com",
        "example.com., domain, example.com",
        "bücher.example.com, domain, xn--bcher-kva.example.com",
        "BÜCHER.example.com, domain, xn--bcher-kva.example.com",
        "xn--bcher-kva.example.com, domain, xn--bcher-kva.example.com",
        "例え.jp, domain, xn--r8jz45g.jp",
        "a.co, domain, a.co",
    })
    void what_means_the_same_is_written_the_same(String text, String kind, String value) {
        var target = TargetReader.read(text);

        assertThat(target.kind().name()).isEqualTo(kind);
        assertThat(target.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "12345",
                "2130706433",
                "127.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "0177.0.0.1",
                "192.0.2.1/24",
                "192.0.2.*",
                "192.0.2.300",
                "fe80::1%eth0",
                "1:2",
                "localhost",
                "-bad.example.com",
                "bad-.example.com",
                "under_score.example.com",
                "exa mple.com",
                "example..com",
                ".example.com",
                "..",
                "example.com/path",
                "http://example.com",
                "example.123",
                "раураl.com",
                "xn--80ak6aa92e1g.xn--zzzzzz",
                "*",
            })
    void what_is_no_target_is_refused(String text) {
        assertThatThrownBy(() -> TargetReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 300, 100_000})
    void what_is_huge_is_refused(int length) {
        String text = "a.".repeat(length / 2) + "com";

        assertThatThrownBy(() -> TargetReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
