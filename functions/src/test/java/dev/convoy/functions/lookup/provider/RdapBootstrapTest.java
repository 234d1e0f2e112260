package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RdapBootstrapTest {

    private static final String V4 = "{\"services\":[[[\"192.0.0.0/8\"],[\"https://wide.example/\"]],"
            + "[[\"192.0.2.0/24\",\"198.51.100.0/24\"],[\"https://narrow.example/rdap\"]]]}";
    private static final LookupTarget ADDRESS = new LookupTarget(TargetKind.ipv4, "192.0.2.7");

    private final PlayedProvider provider = new PlayedProvider();
    private final AtomicLong nanos = new AtomicLong();
    private final RdapBootstrap bootstrap = new RdapBootstrap(
            provider.at("/"),
            provider.client(),
            new ProviderGuards(new ProviderRates(Map.of())).of("rdap", PlayedProvider.SOON),
            PlayedProvider.SOON,
            nanos::get);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void the_narrowest_range_names_the_registry() {
        provider.says("/ipv4.json", 200, V4);

        assertThat(bootstrap.registryOf(ADDRESS)).contains(URI.create("https://narrow.example/rdap/"));
        assertThat(bootstrap.registryOf(new LookupTarget(TargetKind.ipv4, "192.1.1.1")))
                .contains(URI.create("https://wide.example/"));
        assertThat(bootstrap.registryOf(new LookupTarget(TargetKind.ipv4, "8.8.8.8")))
                .isEmpty();
    }

    @Test
    void a_domain_is_found_by_its_last_label() {
        provider.says("/dns.json", 200, "{\"services\":[[[\"com\",\"net\"],[\"https://names.example/\"]]]}");

        assertThat(bootstrap.registryOf(new LookupTarget(TargetKind.domain, "www.example.net")))
                .contains(URI.create("https://names.example/"));
        assertThat(bootstrap.registryOf(new LookupTarget(TargetKind.domain, "example.org")))
                .isEmpty();
    }

    @Test
    void a_file_is_fetched_once_and_again_after_a_day() {
        provider.says("/ipv4.json", 200, V4);
        bootstrap.registryOf(ADDRESS);
        bootstrap.registryOf(ADDRESS);
        assertThat(provider.calls()).isEqualTo(1);

        provider.says("/ipv4.json", 200, V4.replace("narrow", "moved"));
        nanos.addAndGet(Duration.ofHours(25).toNanos());

        await().untilAsserted(() ->
                assertThat(bootstrap.registryOf(ADDRESS)).contains(URI.create("https://moved.example/rdap/")));
    }

    @Test
    void an_old_file_is_better_than_none() {
        provider.says("/ipv4.json", 200, V4);
        bootstrap.registryOf(ADDRESS);
        provider.says("/ipv4.json", 503, "{}");
        nanos.addAndGet(Duration.ofHours(25).toNanos());

        assertThat(bootstrap.registryOf(ADDRESS)).isPresent();
        await().until(() -> provider.calls() > 1);
        assertThat(bootstrap.registryOf(ADDRESS)).isPresent();
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        assertThatThrownBy(() -> bootstrap.registryOf(ADDRESS))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("ipv4.json");
    }
}
