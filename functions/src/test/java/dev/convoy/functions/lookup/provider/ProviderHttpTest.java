package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.functions.lookup.worker.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHttpTest {

    private final PlayedProvider provider = new PlayedProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void an_object_is_read_and_404_is_nothing() {
        provider.says("/a", 200, "{\"it\":\"answers\"}");

        assertThat(get("/a").orElseThrow().path("it").asText()).isEqualTo("answers");
        assertThat(get("/none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, true", "503, true", "429, true", "400, false", "403, false"})
    void a_refusal_may_pass_or_not(int status, boolean passes) {
        provider.says("/refused", status, "{}");

        assertThatThrownBy(() -> get("/refused")).isInstanceOfSatisfying(ProviderException.class, problem -> {
            assertThat(problem.isTransient()).isEqualTo(passes);
            assertThat(problem.reason()).isEqualTo("provider answered " + status);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "[1]", "\"text\"", "7", "{\"cut\":", "{}{}"})
    void what_is_no_json_object_is_no_answer(String body) {
        provider.says("/odd", 200, body);

        assertThatThrownBy(() -> get("/odd"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("JSON");
    }

    @Test
    void a_redirect_is_followed_where_it_may_lead() {
        provider.redirects("/old", "/new");
        provider.says("/new", 200, "{\"moved\":true}");

        assertThat(get("/old").orElseThrow().path("moved").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "file:///etc/passwd",
                "http://10.0.0.1/"
            })
    void a_redirect_to_a_private_place_is_refused(String trap) {
        provider.redirects("/trap", trap);

        assertThatThrownBy(() -> get("/trap"))
                .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                        .isFalse())
                .hasMessageContaining("may not be asked");
        assertThat(provider.calls()).isEqualTo(1);
    }

    @Test
    void redirects_in_a_circle_come_to_an_end() {
        provider.redirects("/round", "/round");

        assertThatThrownBy(() -> get("/round")).hasMessageContaining("too often");
        assertThat(provider.calls()).isEqualTo(4);
    }

    @Test
    void an_endless_answer_is_cut_off() {
        provider.says("/endless", 200, "{\"x\":\"" + "x".repeat(OutboundHttp.LARGEST_ANSWER_BYTES) + "\"}");

        assertThatThrownBy(() -> get("/endless")).hasMessageContaining("more than");
    }

    @Test
    void a_provider_that_says_nothing_is_not_waited_for() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            OriginPolicy trusting =
                    new OriginPolicy(Set.of(there), dev.convoy.functions.lookup.targets.AddressPolicy.strict());
            try (OutboundHttp http = new OutboundHttp(PlayedProvider.SOON, trusting)) {
                assertThatThrownBy(() -> new ProviderHttp(http).get(there, Duration.ofMillis(200)))
                        .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                                .isTrue())
                        .hasMessageContaining("does not answer");
            }
        }
    }

    private java.util.Optional<com.fasterxml.jackson.databind.JsonNode> get(String path) {
        return provider.client().get(provider.at(path), PlayedProvider.SOON);
    }
}
