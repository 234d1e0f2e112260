package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PingLookupTest {

    private static final URI NOWHERE = URI.create("http://localhost:9/");
    private static final LookupTarget LOOPBACK = new LookupTarget(TargetKind.ipv4, "127.0.0.1");

    @Test
    void four_probes_are_answered_by_a_target_that_listens() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
                PingLookup ping = ping(target.getLocalPort(), "127.0.0.0/8")) {
            JsonNode data = data(ping);

            assertThat(data.path("sent").asInt()).isEqualTo(4);
            assertThat(data.path("received").asInt()).isEqualTo(4);
            assertThat(data.path("lossPercent").asInt()).isZero();
            assertThat(data.path("minMillis").asDouble())
                    .isLessThanOrEqualTo(data.path("avgMillis").asDouble());
            assertThat(data.path("avgMillis").asDouble())
                    .isLessThanOrEqualTo(data.path("maxMillis").asDouble());
        }
    }

    @Test
    void a_target_that_refuses_is_there_too() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (PingLookup ping = ping(closed, "127.0.0.0/8")) {
            assertThat(data(ping).path("received").asInt()).isEqualTo(4);
        }
    }

    @Test
    void a_private_target_is_not_touched() throws IOException {
        try (PingLookup ping = ping(9, "")) {
            assertThatThrownBy(() -> ping.find(LOOPBACK))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("loopback");
        }
    }

    private static JsonNode data(PingLookup ping) {
        return ((Finding.Found) ping.find(LOOPBACK)).data();
    }

    private static PingLookup ping(int port, String allowed) {
        ProviderSettings settings = new ProviderSettings(
                NOWHERE,
                NOWHERE,
                Optional.of(new InetSocketAddress("127.0.0.1", 53)),
                Optional.empty(),
                port,
                new ProviderRates(Map.of()));
        AddressPolicy addresses = AddressPolicy.allowing(allowed);
        ProviderGuards guards = new ProviderGuards(settings.rates());
        OutboundHttp http = new OutboundHttp(PlayedProvider.SOON, new OriginPolicy(java.util.Set.of(), addresses));
        return new PingLookup(new ProviderTools(
                settings,
                new ProviderHttp(http),
                new Resolver(settings.dnsServer(), addresses, guards),
                guards,
                service -> null));
    }
}
