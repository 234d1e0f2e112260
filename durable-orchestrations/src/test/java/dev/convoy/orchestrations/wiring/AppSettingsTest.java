package dev.convoy.orchestrations.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.orchestrations.ordersaga.SagaPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSettingsTest {

    private static final String BLOBS = "UseDevelopmentStorage=true";
    private static final String CONNECTION = "AccountEndpoint=http://localhost:8081/;AccountKey=c2VjcmV0;";
    private static final String BUS = "Endpoint=sb://localhost;SharedAccessKeyName=x;SharedAccessKey=c2VjcmV0;";

    @Test
    void connections_are_enough() {
        AppSettings settings = AppSettings.read(
                Map.of("CosmosConnection", CONNECTION, "ServiceBusConnection", BUS, "BlobConnection", BLOBS)::get);

        assertThat(settings.saga()).isEqualTo(SagaPolicy.defaults());
        assertThat(settings.cosmos().isLocal()).isTrue();
        assertThat(settings.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void deadlines_are_settings() {
        AppSettings settings = AppSettings.read(Map.of(
                "CosmosConnection", CONNECTION,
                "ServiceBusConnection", BUS,
                "BlobConnection", BLOBS,
                "SagaPaymentDeadline", "PT5S",
                "SagaInventoryDeadline", "P30D",
                "SagaCompensationPatience", "PT1S",
                "SagaCompensationRounds", "20")::get);

        assertThat(settings.saga())
                .isEqualTo(new SagaPolicy(Duration.ofSeconds(5), Duration.ofDays(30), Duration.ofSeconds(1), 20));
    }

    @Test
    void in_the_cloud_the_endpoint_is_enough() {
        AppSettings settings = AppSettings.read(Map.of(
                "CosmosConnection__accountEndpoint", "https://convoy.documents.azure.com/",
                "ServiceBusConnection__fullyQualifiedNamespace", "convoy.servicebus.windows.net",
                "BlobConnection__blobServiceUri", "https://convoy.blob.core.windows.net/")::get);

        assertThat(settings.cosmos().key()).isEmpty();
        assertThat(settings.cosmos().isLocal()).isFalse();
        assertThat(settings.serviceBus())
                .isEqualTo(new ServiceBusConnection.ByIdentity("convoy.servicebus.windows.net"));
    }

    @ParameterizedTest
    @CsvSource({
        "SagaPaymentDeadline, soon, 'setting SagaPaymentDeadline must be an ISO-8601 duration such as PT2M, not soon'",
        "SagaPaymentDeadline, PT0S, 'setting SagaPaymentDeadline must be more than nothing and at most P365D, not PT0S'",
        "SagaInventoryDeadline, P366D, 'setting SagaInventoryDeadline must be more than nothing and at most P365D, not P366D'",
        "SagaCompensationRounds, 21, 'setting SagaCompensationRounds must be a number from 1 to 20, not 21'",
        "SagaCompensationRounds, 0, 'setting SagaCompensationRounds must be a number from 1 to 20, not 0'",
        "CosmosConnection, nonsense, 'setting CosmosConnection must be AccountEndpoint=…;AccountKey=…;'",
        "CosmosConnection, AccountEndpoint=nowhere;AccountKey=x, 'setting CosmosConnection has no host in its endpoint'",
        "CosmosConnection, '', 'setting CosmosConnection is missing'",
        "BlobConnection, somewhere, 'setting BlobConnection is no connection string'",
        "BlobConnection, '', 'setting BlobConnection is missing'",
        "ServiceBusConnection, '', 'setting ServiceBusConnection is missing'",
        "ServiceBusConnection, nonsense, 'setting ServiceBusConnection has no Endpoint'"
    })
    void a_bad_setting_is_named_in_one_line(String setting, String value, String message) {
        Map<String, String> settings = new HashMap<>(
                Map.of("CosmosConnection", CONNECTION, "ServiceBusConnection", BUS, "BlobConnection", BLOBS));
        settings.put(setting, value);

        assertThatThrownBy(() -> AppSettings.read(settings::get))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(message);
    }
}
