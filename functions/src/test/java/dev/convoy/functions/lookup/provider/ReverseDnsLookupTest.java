package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.TargetKind;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.ProviderException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class ReverseDnsLookupTest {

    private static final URI NOWHERE = URI.create("http://localhost:9/");

    @Test
    void an_address_has_its_name_and_its_aliases() throws IOException {
        try (Dns dns = new Dns(Rcode.NOERROR, List.of("host.example.com.", "www.example.com."))) {
            JsonNode data = data(dns);

            assertThat(data.path("found").asBoolean()).isTrue();
            assertThat(data.path("hostName").asText()).isEqualTo("host.example.com");
            assertThat(data.path("aliases").toString()).isEqualTo("[\"www.example.com\"]");
            assertThat(data.path("addresses").toString()).isEqualTo("[\"192.0.2.7\"]");
        }
    }

    @Test
    void an_address_without_a_name_is_a_finding() throws IOException {
        try (Dns dns = new Dns(Rcode.NXDOMAIN, List.of())) {
            JsonNode data = data(dns);

            assertThat(data.path("found").asBoolean(true)).isFalse();
            assertThat(data.path("addresses").toString()).isEqualTo("[\"192.0.2.7\"]");
        }
    }

    @Test
    void more_names_than_anybody_reads_are_left_out() throws IOException {
        List<String> names = java.util.stream.IntStream.range(0, 25)
                .mapToObj(i -> "h" + i + ".example.com.")
                .toList();
        try (Dns dns = new Dns(Rcode.NOERROR, names)) {
            assertThat(data(dns).path("aliases").size()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void a_server_in_trouble_is_a_failure_that_may_pass() throws IOException {
        try (Dns dns = new Dns(Rcode.SERVFAIL, List.of())) {
            assertThatThrownBy(() -> data(dns))
                    .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                            .isTrue())
                    .hasMessageContaining("SERVFAIL");
        }
    }

    /** Each of the two tries would wait two seconds for itself. */
    @Test
    void a_server_that_says_nothing_is_waited_for_until_the_limit_of_the_whole_question() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort());

            assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertThatThrownBy(
                            () -> data(address, Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                            .isTrue())
                    .hasMessageContaining("does not answer"));
        }
    }

    private static JsonNode data(Dns dns) {
        return data(dns.address(), Duration.ofSeconds(5));
    }

    private static JsonNode data(InetSocketAddress server, Duration limit) {
        ProviderSettings settings = new ProviderSettings(
                NOWHERE, NOWHERE, Optional.of(server), Optional.empty(), 443, new ProviderRates(Map.of()));
        AddressPolicy addresses = AddressPolicy.allowing("192.0.2.0/24");
        ProviderGuards guards = new ProviderGuards(settings.rates());
        OutboundHttp http = new OutboundHttp(PlayedProvider.SOON, new OriginPolicy(Set.of(), addresses));
        ReverseDnsLookup lookup = new ReverseDnsLookup(new ProviderTools(
                settings,
                new ProviderHttp(http),
                new Resolver(settings.dnsServer(), addresses, guards, limit),
                guards,
                service -> null));
        return ((Finding.Found) lookup.find(new LookupTarget(TargetKind.ipv4, "192.0.2.7"))).data();
    }

    /** A name server on loopback with one answer for every question. */
    private static final class Dns implements AutoCloseable {

        private static final int TTL = 60;

        private final DatagramSocket socket;
        private final int code;
        private final List<String> names;

        Dns(int code, List<String> names) throws IOException {
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            this.code = code;
            this.names = names;
            Thread.ofVirtual().start(this::serve);
        }

        InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }

        @Override
        public void close() {
            socket.close();
        }

        private void serve() {
            byte[] buffer = new byte[4096];
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                socket.close();
            }
        }

        private byte[] answer(Message question) throws IOException {
            Message answer = new Message(question.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.getHeader().setRcode(code);
            answer.addRecord(question.getQuestion(), Section.QUESTION);
            for (String name : names) {
                answer.addRecord(
                        new PTRRecord(question.getQuestion().getName(), DClass.IN, TTL, Name.fromString(name)),
                        Section.ANSWER);
            }
            return answer.toWire();
        }
    }
}
