package dev.convoy.functions.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.contracts.topology.LookupServices;
import dev.convoy.functions.lookup.provider.OriginPolicy;
import dev.convoy.functions.lookup.provider.OutboundHttp;
import dev.convoy.functions.lookup.provider.ProviderGuards;
import dev.convoy.functions.lookup.provider.ProviderHttp;
import dev.convoy.functions.lookup.provider.ProviderRates;
import dev.convoy.functions.lookup.provider.ProviderSettings;
import dev.convoy.functions.lookup.provider.ProviderTools;
import dev.convoy.functions.lookup.provider.Resolver;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupWorkersTest {

    private HttpServer provider;

    @BeforeEach
    void a_provider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String body = "{\"status\":\"success\",\"city\":\"" + exchange.getRequestURI() + "\"}";
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void none() {
        provider.stop(0);
    }

    @Test
    void every_service_of_the_topology_has_its_worker_without_being_named_anywhere() {
        List<ServiceLookup> workers = LookupWorkers.make(tools());

        assertThat(workers)
                .extracting(ServiceLookup::service)
                .containsExactlyInAnyOrderElementsOf(LookupServices.all().stream()
                        .map(LookupServiceSpec::name)
                        .toList());
    }

    @Test
    void the_place_of_an_ipv6_address_is_asked_for_like_any_other() {
        ServiceLookup geoIp = LookupWorkers.make(tools()).stream()
                .filter(worker -> worker.service().value().equals("geoip"))
                .findFirst()
                .orElseThrow();

        Finding finding = geoIp.find(new LookupTarget(TargetKind.ipv6, "2001:db8::7"));

        assertThat(((Finding.Found) finding).data().path("city").asText()).isEqualTo("/json/2001:db8::7");
    }

    private ProviderTools tools() {
        URI base = URI.create("http://localhost:" + provider.getAddress().getPort() + "/json/");
        ProviderSettings settings = new ProviderSettings(
                base,
                base,
                Optional.of(new InetSocketAddress("127.0.0.1", 53)),
                Optional.empty(),
                443,
                new ProviderRates(Map.of()));
        AddressPolicy addresses = AddressPolicy.allowing("2001:db8::/32");
        ProviderGuards guards = new ProviderGuards(settings.rates());
        OutboundHttp http = new OutboundHttp(Duration.ofSeconds(5), new OriginPolicy(Set.of(base), addresses));
        return new ProviderTools(
                settings,
                new ProviderHttp(http),
                new Resolver(settings.dnsServer(), addresses, guards),
                guards,
                LookupWorkersTest::noQueue);
    }

    private static LookupQueue noQueue(Object service) {
        return null; // nobody sends commands here
    }
}
