package dev.convoy.functions.lookup.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private final AddressPolicy strict = AddressPolicy.strict();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address",
        "127.255.255.254, a loopback address",
        "::1, a loopback address",
        "10.1.2.3, a private address",
        "172.31.255.255, a private address",
        "192.168.0.1, a private address",
        "100.64.0.1, a private address",
        "fd12::1, a private address",
        "169.254.1.1, a link-local address",
        "fe80::1, a link-local address",
        "169.254.169.254, a metadata service",
        "fd00:ec2::254, a metadata service",
        "224.0.0.1, a multicast address",
        "ff02::1, a multicast address",
        "192.0.2.1, a documentation address",
        "2001:db8::1, a documentation address",
        "0.0.0.0, a reserved address",
        "255.255.255.255, a reserved address",
        "::, a reserved address",
        "::ffff:127.0.0.1, a loopback address",
        "::ffff:10.0.0.1, a private address",
        "64:ff9b::a00:1, a private address",
        "2002:7f00:1::1, a loopback address",
    })
    void special_addresses_are_refused_with_their_kind(String address, String reason) {
        assertThat(strict.refusal(address(address))).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"})
    void addresses_of_the_world_are_not(String address) {
        assertThat(strict.refusal(address(address))).isEmpty();
    }

    @Test
    void ranges_may_be_allowed_and_nothing_beside_them() {
        AddressPolicy policy = AddressPolicy.allowing("192.0.2.0/24, 2001:db8::/32");

        assertThat(policy.refusal(address("192.0.2.77"))).isEmpty();
        assertThat(policy.refusal(address("2001:db8::77"))).isEmpty();
        assertThat(policy.refusal(address("198.51.100.1"))).contains("a documentation address");
    }

    @Test
    void a_range_that_is_none_is_named() {
        assertThatThrownBy(() -> AddressPolicy.allowing("192.0.2.0/24,everything"))
                .hasMessageContaining("\"everything\"");
    }

    private static IPAddress address(String text) {
        return new IPAddressString(text).getAddress();
    }
}
