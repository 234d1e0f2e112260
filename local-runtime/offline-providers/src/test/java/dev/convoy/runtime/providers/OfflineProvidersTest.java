package dev.convoy.runtime.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class OfflineProvidersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static OfflineProviders providers;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        providers = OfflineProviders.start(OfflineProvidersSettings.onFreePorts());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        providers.close();
    }

    @AfterEach
    void behave() {
        List.of(Service.values()).forEach(service -> providers.conduct(service, Conduct.NORMAL));
    }

    @Test
    void a_documentation_address_has_a_place() throws Exception {
        JsonNode answer = json("/geoip/json/192.0.2.55", 200);

        assertThat(answer.path("status").asText()).isEqualTo("success");
        assertThat(answer.path("city").asText()).isEqualTo("Reykjavik");
        assertThat(answer.path("query").asText()).isEqualTo("192.0.2.55");
    }

    @Test
    void any_other_address_has_none() throws Exception {
        assertThat(json("/geoip/json/192.168.1.1", 200).path("status").asText()).isEqualTo("fail");
    }

    @Test
    void the_bootstrap_leads_to_the_registry_that_answers() throws Exception {
        JsonNode services = json("/rdap/bootstrap/ipv6.json", 200).path("services");
        String base = services.path(0).path(1).path(0).asText();

        assertThat(services.path(0).path(0).path(0).asText()).isEqualTo("2001:db8::/32");
        HttpResponse<String> answer = get(URI.create(base + "ip/2001:db8::7"));
        assertThat(MAPPER.readTree(answer.body()).path("name").asText()).isEqualTo("IPV6-DOC");
    }

    @Test
    void a_domain_is_registered_or_not_found() throws Exception {
        assertThat(json("/rdap/domain/example.com", 200).path("ldhName").asText())
                .isEqualTo("example.com");
        assertThat(json("/rdap/domain/nobody.example.com", 404).path("title").asText())
                .isEqualTo("not found");
    }

    @Test
    void one_registry_answer_is_over_five_megabytes() throws Exception {
        assertThat(get(URI.create(providers.httpUrl() + "/rdap/domain/large.example.com"))
                        .body()
                        .length())
                .isGreaterThan(5 * 1024 * 1024);
    }

    @Test
    void a_name_resolves_over_udp_and_tcp() throws IOException {
        assertThat(records(query("example.com.", Type.A, false))).containsExactly("192.0.2.10");
        assertThat(records(query("example.com.", Type.AAAA, true))).containsExactly("2001:db8:0:0:0:0:0:10");
        assertThat(query("unknown.example.com.", Type.A, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void an_address_has_its_names() throws IOException {
        String reverse =
                ReverseMap.fromAddress(InetAddress.getByName("192.0.2.10")).toString();

        assertThat(records(query(reverse, Type.PTR, false))).containsExactly("example.com.", "www.example.com.");
    }

    @Test
    void a_documentation_address_can_be_connected_to_through_the_proxy() throws IOException {
        long started = System.nanoTime();
        try (Socket socket = throughProxy()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("192.0.2.10"), 443), 2_000);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(12));
    }

    @Test
    void a_silent_host_is_unreachable() throws IOException {
        try (Socket socket = throughProxy()) {
            InetSocketAddress silent = new InetSocketAddress(InetAddress.getByName("203.0.113.254"), 443);

            assertThatThrownBy(() -> socket.connect(silent, 2_000)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_service_can_be_made_to_fail_over_http_and_mended() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(providers.httpUrl() + "/control/geoip"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"failure\":\"throttle\",\"latency\":\"PT0.01S\"}"))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(json("/geoip/json/192.0.2.1", 429).path("title").asText()).isEqualTo("made to throttle");
        providers.conduct(Service.GEOIP, Conduct.NORMAL);
        assertThat(json("/geoip/json/192.0.2.1", 200).path("status").asText()).isEqualTo("success");
    }

    @Test
    void what_is_posted_to_a_letter_box_can_be_read_there() throws Exception {
        HttpRequest call = HttpRequest.newBuilder(URI.create(providers.httpUrl() + "/callbacks/mine"))
                .header("X-Signature", "abc")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        providers.conduct(Service.CALLBACKS, new Conduct(Duration.ZERO, Conduct.Failure.ERROR));
        assertThat(client.send(call, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(500);
        providers.conduct(Service.CALLBACKS, Conduct.NORMAL);

        assertThat(client.send(call, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);

        assertThat(providers.received("mine")).singleElement().satisfies(received -> {
            assertThat(received.body()).isEqualTo("{}");
            assertThat(received.header("x-signature")).isEqualTo("abc");
        });
        assertThat(json("/callbacks/mine", 200).path(0).path("body").asText()).isEqualTo("{}");
        assertThat(providers.received("another")).isEmpty();
    }

    @Test
    void a_wrong_conduct_is_refused_with_a_reason() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(providers.httpUrl() + "/control/geoip"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"latency\":\"soon\"}"))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_dns_server_made_to_fail_says_so() throws IOException {
        providers.conduct(Service.DNS, new Conduct(Duration.ZERO, Conduct.Failure.ERROR));

        assertThat(query("example.com.", Type.A, false).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void a_taken_port_is_named() {
        int taken = providers.socksPort();

        assertThatThrownBy(() -> OfflineProviders.start(new OfflineProvidersSettings(0, 0, taken)))
                .isInstanceOf(ProvidersStartException.class)
                .hasMessageStartingWith("socksPort: cannot listen on 127.0.0.1:" + taken);
    }

    @Test
    void a_documentation_name_has_a_certificate_and_one_has_expired() throws Exception {
        assertThat(certificate("example.org").getNotAfter()).isAfter(java.util.Date.from(Instant.now()));
        assertThat(certificate("example.org").getSubjectAlternativeNames().toString())
                .contains("example.org");
        assertThat(certificate("expired.example.com").getNotAfter()).isBefore(java.util.Date.from(Instant.now()));
    }

    @Test
    void a_probe_of_port_443_is_no_handshake() throws IOException {
        long before = providers.calls(Service.TLS);
        try (Socket socket = throughProxy()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("192.0.2.10"), 443), 2_000);
        }

        assertThat(providers.calls(Service.TLS)).isEqualTo(before);
    }

    @Test
    void a_tls_server_made_to_talk_nonsense_speaks_no_tls() {
        providers.conduct(Service.TLS, new Conduct(Duration.ZERO, Conduct.Failure.NONSENSE));

        assertThatThrownBy(() -> certificate("example.com")).isInstanceOf(SSLException.class);
    }

    /** The first certificate that the server shows for that name. */
    private static X509Certificate certificate(String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        try (Socket socket = throughProxy()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("192.0.2.10"), 443), 2_000);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, 443, true)) {
                tls.startHandshake();
                return (X509Certificate) tls.getSession().getPeerCertificates()[0];
            }
        }
    }

    private static JsonNode json(String path, int status) throws Exception {
        HttpResponse<String> response = get(URI.create(providers.httpUrl() + path));
        assertThat(response.statusCode()).isEqualTo(status);
        return MAPPER.readTree(response.body());
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Message query(String name, int type, boolean tcp) throws IOException {
        SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", providers.dnsPort()));
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, 1)));
    }

    private static List<String> records(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Socket throughProxy() {
        return new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("127.0.0.1", providers.socksPort())));
    }
}
