package dev.convoy.functions.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.functions.platform.servicebus.ServiceBusConnection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final String COSMOS = "AccountEndpoint=http://localhost:8081/;AccountKey=secret==;";
    private static final String BUS = "Endpoint=sb://localhost;SharedAccessKeyName=a;SharedAccessKey=secret;";
    private static final String BLOBS = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=secret;";

    @Test
    void connections_are_read_and_never_shown() {
        Settings settings =
                Settings.from(Map.of("CosmosConnection", COSMOS, "ServiceBusConnection", BUS, "BlobConnection", BLOBS));

        assertThat(settings.cosmos().isLocal()).isTrue();
        assertThat(settings.cosmos().key()).contains("secret==");
        assertThat(settings.currency()).isEqualTo("EUR");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void managed_identity_needs_no_keys() {
        Settings settings = Settings.from(Map.of(
                "CosmosConnection__accountEndpoint", "https://x.documents.azure.com/",
                "ServiceBusConnection__fullyQualifiedNamespace", "x.servicebus.windows.net",
                "BlobConnection__blobServiceUri", "https://x.blob.core.windows.net"));

        assertThat(settings.cosmos().key()).isEmpty();
        assertThat(settings.cosmos().isLocal()).isFalse();
        assertThat(settings.serviceBus()).isInstanceOf(ServiceBusConnection.ByIdentity.class);
    }

    @Test
    void what_is_missing_or_bad_is_named() {
        assertBad(Map.of("ServiceBusConnection", BUS), "setting CosmosConnection is missing");
        assertBad(with("CosmosConnection", "AccountEndpoint=http://x/"), "setting CosmosConnection has no AccountKey");
        assertBad(Map.of("CosmosConnection", COSMOS), "setting ServiceBusConnection is missing");
        assertBad(with("ServiceBusConnection", "hello"), "setting ServiceBusConnection has no Endpoint");
        assertBad(with("LookupDnsServer", "nowhere"), "setting LookupDnsServer must be host:port");
        assertBad(with("LookupPingPort", "0"), "setting LookupPingPort must be a number from 1 to 65535");
        assertBad(
                with("LookupAllowedRanges", "many"),
                "setting LookupAllowedRanges \"many\" is no address range such as 192.0.2.0/24");
        assertBad(
                with("LookupProviderLimits", "geoip=often"),
                "setting LookupProviderLimits must be CALLS/PERIOD/CONCURRENT, such as geoip=45/PT1M/8");
        assertBad(with("Currency", "euro"), "setting Currency must be three capital letters, such as EUR");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment =
                new HashMap<>(Map.of("CosmosConnection", COSMOS, "ServiceBusConnection", BUS, "BlobConnection", BLOBS));
        environment.put(name, value);
        return environment;
    }

    private static void assertBad(Map<String, String> environment, String problem) {
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }
}
