package dev.convoy.runtime.cosmos.conformance;

import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.failure;
import static dev.convoy.runtime.cosmos.conformance.CosmosFixture.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.cosmos.CosmosClient;
import com.azure.cosmos.CosmosContainer;
import com.azure.cosmos.ThrottlingRetryOptions;
import com.azure.cosmos.models.CosmosContainerProperties;
import com.azure.cosmos.models.CosmosQueryRequestOptions;
import com.azure.cosmos.models.PartitionKey;
import com.azure.cosmos.models.ThroughputProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.CosmosEmulator;
import dev.convoy.runtime.cosmos.CosmosEmulatorSettings;
import dev.convoy.runtime.cosmos.fault.FaultRule;
import dev.convoy.runtime.cosmos.fault.RequestKind;
import dev.convoy.runtime.kit.time.ManualTimers;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only our own emulator has, or what needs its clock: expiry, faults, strict mode, keys, TLS. */
class EmulatorConformanceTest {

    private static final PartitionKey PK = new PartitionKey("p");
    private static final CosmosEmulatorSettings SETTINGS =
            CosmosEmulatorSettings.defaults().withPort(0);

    @Test
    @FromDocs("nosql/time-to-live")
    void items_expire_by_their_own_or_the_containers_time_to_live() {
        ManualTimers timers = new ManualTimers(Instant.parse("2026-01-01T00:00:00Z"));
        try (CosmosFixture fixture = new CosmosFixture(SETTINGS.withTimers(timers))) {
            CosmosContainerProperties properties = CosmosFixture.properties("expiring");
            properties.setDefaultTimeToLiveInSeconds(100);
            CosmosContainer container = fixture.container(properties);
            container.createItem(item("default", "p"));
            container.createItem(item("short", "p").put("ttl", 10));
            container.createItem(item("never", "p").put("ttl", -1));

            timers.advance(Duration.ofSeconds(11));
            List<String> afterShort = ids(container);
            timers.advance(Duration.ofSeconds(100));

            assertThat(afterShort).containsExactly("default", "never");
            assertThat(ids(container)).containsExactly("never");
            assertThat(failure(() -> container.readItem("short", PK, ObjectNode.class))
                            .getStatusCode())
                    .isEqualTo(404);
            assertThat(container.createItem(item("short", "p")).getStatusCode()).isEqualTo(201);
        }
    }

    @Test
    @FromSdk("com.azure.cosmos.ThrottlingRetryOptions")
    void a_few_429_are_absorbed_by_the_client_and_many_surface() {
        try (CosmosFixture fixture = new CosmosFixture(SETTINGS)) {
            CosmosContainer container = fixture.container();
            FaultRule throttle = FaultRule.always(
                    Set.of(RequestKind.CREATE),
                    new FaultRule.Trouble.Refuse(FaultRule.Status.TOO_MANY_REQUESTS, Duration.ofMillis(5)));

            fixture.emulator().faults().add(throttle.times(3));
            assertThat(container.createItem(item("absorbed", "p")).getStatusCode())
                    .isEqualTo(201);
            fixture.emulator().faults().add(throttle);

            var refused = failure(() -> container.createItem(item("surfaced", "p")));
            assertThat(refused.getStatusCode()).isEqualTo(429);
            assertThat(refused.getSubStatusCode()).isEqualTo(3200);
            fixture.emulator().faults().clear();
            assertThat(container.createItem(item("surfaced", "p")).getStatusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    @FromSdk("com.azure.cosmos.implementation.ClientRetryPolicy")
    void a_lost_answer_has_been_done_and_a_503_has_not() {
        try (CosmosFixture fixture = new CosmosFixture(SETTINGS)) {
            CosmosContainer container = fixture.container();
            container.createItem(item("warm", "p"));

            fixture.emulator()
                    .faults()
                    .add(FaultRule.always(Set.of(RequestKind.CREATE), new FaultRule.Trouble.LoseAnswer())
                            .times(1));
            assertThat(failure(() -> container.createItem(item("lost", "p"))).getStatusCode())
                    .isIn(408, 409);
            assertThat(container.readItem("lost", PK, ObjectNode.class).getStatusCode())
                    .isEqualTo(200);
            FaultRule unavailable = FaultRule.always(
                    Set.of(RequestKind.REPLACE),
                    new FaultRule.Trouble.Refuse(FaultRule.Status.SERVICE_UNAVAILABLE, Duration.ofMillis(1)));
            fixture.emulator().faults().add(unavailable);
            assertThat(failure(() -> container.replaceItem(item("warm", "p").put("n", 1), "warm", PK, null))
                            .getStatusCode())
                    .isEqualTo(503);
            assertThat(container
                            .readItem("warm", PK, ObjectNode.class)
                            .getItem()
                            .has("n"))
                    .isFalse();
        }
    }

    @Test
    @FromSdk("com.azure.cosmos.implementation.directconnectivity.GoneAndRetryWithRetryPolicy")
    void a_449_has_done_nothing_and_is_tried_again_by_the_client() {
        try (CosmosFixture fixture = new CosmosFixture(SETTINGS)) {
            CosmosContainer container = fixture.container();
            container.createItem(item("warm", "p"));
            FaultRule again = FaultRule.always(
                    Set.of(RequestKind.REPLACE),
                    new FaultRule.Trouble.Refuse(FaultRule.Status.RETRY_WITH, Duration.ofMillis(1)));

            fixture.emulator().faults().add(again.times(2));
            int status = container
                    .replaceItem(item("warm", "p").put("n", 1), "warm", PK, null)
                    .getStatusCode();

            assertThat(status).isEqualTo(200);
            assertThat(container
                            .readItem("warm", PK, ObjectNode.class)
                            .getItem()
                            .path("n")
                            .intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    @FromDocs("request-units")
    void strict_mode_answers_429_when_the_units_of_the_second_are_spent() {
        ManualTimers timers = new ManualTimers(Instant.parse("2026-01-01T00:00:00Z"));
        try (CosmosFixture fixture =
                        new CosmosFixture(SETTINGS.withStrictThroughput(true).withTimers(timers));
                CosmosClient impatient = fixture.builder()
                        .throttlingRetryOptions(new ThrottlingRetryOptions().setMaxRetryAttemptsOnThrottledRequests(0))
                        .buildClient()) {
            fixture.database()
                    .createContainer(
                            CosmosFixture.properties("tight"), ThroughputProperties.createManualThroughput(400));
            CosmosContainer container =
                    impatient.getDatabase(fixture.database().getId()).getContainer("tight");
            int done = 0;
            int status = 201;
            while (status == 201 && done < 1000) {
                try {
                    status = container.createItem(item("i" + done++, "p")).getStatusCode();
                } catch (com.azure.cosmos.CosmosException throttled) {
                    status = throttled.getStatusCode();
                }
            }

            assertThat(status).isEqualTo(429);
            assertThat(done).isBetween(70, 85);
            timers.advance(Duration.ofSeconds(1));
            assertThat(container.createItem(item("next-second", "p")).getStatusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    @FromDocs("rest/api/cosmos-db/access-control-on-cosmosdb-resources")
    void a_request_without_the_right_key_is_401() {
        try (CosmosFixture fixture = new CosmosFixture(SETTINGS)) {
            String wrong = java.util.Base64.getEncoder().encodeToString(new byte[64]);

            assertThatThrownBy(() -> {
                        try (CosmosClient client = fixture.builder().key(wrong).buildClient()) {
                            client.getDatabase(fixture.database().getId()).read();
                        }
                    })
                    .hasStackTraceContaining("401");
        }
    }

    @Test
    @FromDocs("emulator")
    void tls_shows_a_certificate_for_localhost_that_stays_the_same(@TempDir Path directory) throws Exception {
        CosmosEmulatorSettings settings =
                SETTINGS.withTlsPort(0).withDataDirectory(directory).withAuthorization(false);
        String first;
        try (CosmosEmulator emulator = CosmosEmulator.start(settings)) {
            first = Files.readString(emulator.certificateFile());
            HttpResponse<String> answer = trusting(emulator.certificateFile())
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(emulator.tlsEndpoint().orElseThrow()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body())
                    .contains("https://localhost:" + emulator.tlsPort().orElseThrow());
        }
        try (CosmosEmulator emulator = CosmosEmulator.start(settings)) {
            assertThat(Files.readString(emulator.certificateFile())).isEqualTo(first);
        }
    }

    @Test
    @Unverified
    void a_taken_port_is_told_in_one_line_that_names_the_setting() {
        try (CosmosEmulator emulator = CosmosEmulator.start(SETTINGS)) {
            assertThatThrownBy(() -> CosmosEmulator.start(SETTINGS.withPort(emulator.port())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cosmos port 127.0.0.1:" + emulator.port() + " is taken");
        }
        assertThatThrownBy(() -> SETTINGS.withPartitions(0)).hasMessageContaining("partitions");
    }

    private static List<String> ids(CosmosContainer container) {
        return container.queryItems("SELECT VALUE c.id FROM c", new CosmosQueryRequestOptions(), String.class).stream()
                .toList();
    }

    private static HttpClient trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "emulator", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
