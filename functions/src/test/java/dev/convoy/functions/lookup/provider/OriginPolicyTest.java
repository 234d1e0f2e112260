package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OriginPolicyTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void a_server_on_loopback() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = "{\"it\":\"answers\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void none() {
        server.stop(0);
    }

    @Test
    void a_trusted_origin_is_asked_wherever_it_is() {
        URI base = at("localhost", "/");

        try (OutboundHttp http = new OutboundHttp(SOON, new OriginPolicy(Set.of(base), AddressPolicy.strict()))) {
            assertThat(http.get(base, Map.of(), SOON).status()).isEqualTo(200);
        }
    }

    @Test
    void another_port_of_a_trusted_host_is_not_trusted() {
        OriginPolicy origins = new OriginPolicy(Set.of(URI.create("http://localhost:1/")), AddressPolicy.strict());

        assertThatThrownBy(() -> origins.require(at("localhost", "/"))).hasMessageContaining("loopback");
    }

    @Test
    void the_address_that_was_checked_is_the_one_that_is_connected_to() {
        // An attacker's name server: harmless when checked, loopback when connected to.
        Deque<String> answers = new ArrayDeque<>(List.of("198.51.100.7", "127.0.0.1"));
        OriginPolicy origins = policy(host -> new InetAddress[] {InetAddress.getByName(answers.remove())});
        URI trap = at("rebinding.example.com", "/");
        assertThatCode(() -> policy(host -> new InetAddress[] {InetAddress.getByName("198.51.100.7")})
                        .require(trap))
                .doesNotThrowAnyException();

        try (OutboundHttp http = new OutboundHttp(SOON, origins)) {
            assertThatThrownBy(() -> http.get(trap, Map.of(), SOON))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("loopback");
        }

        assertThat(requests).hasValue(0);
    }

    @Test
    void a_host_with_one_bad_address_is_refused_whole() {
        OriginPolicy origins = policy(
                host -> new InetAddress[] {InetAddress.getByName("198.51.100.7"), InetAddress.getByName("10.0.0.1")});

        assertThatThrownBy(() -> origins.require(URI.create("http://mixed.example.com/")))
                .hasMessageContaining("private");
    }

    @Test
    void a_host_that_does_not_resolve_may_do_so_later() {
        OriginPolicy origins = policy(host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> origins.require(URI.create("https://nowhere.example.com/")))
                .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                        .isTrue());
    }

    private static OriginPolicy policy(OriginPolicy.Names names) {
        return new OriginPolicy(Set.of(), AddressPolicy.allowing("198.51.100.0/24"), names);
    }

    private URI at(String host, String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
    }
}
