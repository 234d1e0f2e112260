package dev.convoy.architecture.delivery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every setting that an app reads is set by Bicep, and every setting that Bicep sets is read. What an app reads is found by letting
 * it read, from the very values that Bicep would set.
 */
class SettingsAgreementTest {

    /** What the cloud needs to sign in to a binding's service by identity. */
    private static final Map<String, List<String>> BINDING_PARTS = Map.of(
            "ServiceBus", List.of("__fullyQualifiedNamespace", "__credential", "__clientId"),
            "Cosmos", List.of("__accountEndpoint", "__credential", "__clientId"));

    /** Settings that code of others reads. */
    private static final Map<String, String> READ_BY_OTHERS = Map.of(
            "AzureWebJobsStorage__blobServiceUri", "the Functions host",
            "AzureWebJobsStorage__queueServiceUri", "the Functions host",
            "AzureWebJobsStorage__tableServiceUri", "the Functions host",
            "AzureWebJobsStorage__credential", "the Functions host",
            "AzureWebJobsStorage__clientId", "the Functions host",
            "APPLICATIONINSIGHTS_CONNECTION_STRING", "the Functions host",
            "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "the Functions host",
            "AZURE_CLIENT_ID", "azure-identity",
            "LOGGING_STRUCTURED_FORMAT_CONSOLE", "Spring Boot");

    @ParameterizedTest
    @EnumSource
    void what_an_app_reads_is_set_and_what_is_set_is_read(App app) throws ReflectiveOperationException {
        assertThat(differences(app, InfraPlan.of(Checkout.INFRA))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_app_starts_with_the_settings_of_the_cloud(App app) {
        Map<String, String> settings = known(InfraPlan.of(Checkout.INFRA).settingsOf(app.id));

        assertThatCode(() -> app.readSettings(settings)).doesNotThrowAnyException();
    }

    @Test
    void secrets_come_from_key_vault() throws ReflectiveOperationException {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA, Map.of("CONVOY_SECRETS", "SmtpUrl,LookupCallbackSecret"));

        assertThat(plan.settingsOf("functions"))
                .containsKeys("SmtpUrl", "LookupCallbackSecret")
                .satisfies(
                        settings -> assertThat(settings.get("SmtpUrl")).startsWith("@Microsoft.KeyVault(VaultName=kv-"))
                .satisfies(settings -> assertThat(settings.get("LookupCallbackSecret"))
                        .startsWith("@Microsoft.KeyVault(VaultName=kv-"));
        assertThat(differences(App.FUNCTIONS, plan)).isEmpty();
    }

    @Test
    void a_reference_to_key_vault_that_nobody_resolved_is_no_secret() {
        Map<String, String> settings =
                new TreeMap<>(known(InfraPlan.of(Checkout.INFRA).settingsOf("functions")));
        settings.put("LookupCallbackSecret", "@Microsoft.KeyVault(VaultName=kv;SecretName=LookupCallbackSecret)");

        assertThatThrownBy(() -> App.FUNCTIONS.readSettings(settings))
                .hasStackTraceContaining("setting LookupCallbackSecret is a reference to Key Vault");
    }

    @ParameterizedTest
    @EnumSource
    void an_app_names_the_setting_it_misses(App app) {
        assertThatThrownBy(() -> app.readSettings(Map.of()))
                .rootCause()
                .hasMessageContaining("CosmosConnection")
                .hasMessageContaining("missing");
    }

    @ParameterizedTest
    @EnumSource
    void only_the_wiring_reads_the_environment(App app) {
        noClasses()
                .that()
                .resideOutsideOfPackage("..wiring")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(app.classes());
    }

    @ParameterizedTest
    @EnumSource
    void no_secret_is_in_a_setting(App app) {
        assertThat(InfraPlan.of(Checkout.INFRA).settingsOf(app.id).values())
                .noneMatch(
                        value -> value.matches("(?i).*(AccountKey|SharedAccessKey|SharedAccessSignature|password)=.*"));
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FUNCTIONS|modules/apps.bicep|      Currency:|      Money:|setting Currency is read but not set",
                "FUNCTIONS|modules/apps.bicep|      Currency:|      Money:|setting Money is set but not read",
                "FUNCTIONS|modules/apps.bicep|      CosmosConnection__accountEndpoint: cosmosEndpoint|      X: ''|setting CosmosConnection is read but not set",
                "FUNCTIONS|modules/apps.bicep|      ServiceBusConnection__credential: 'managedidentity'|      Y: ''|setting ServiceBusConnection__credential is read but not set",
                "ORCHESTRATIONS|modules/apps.bicep|      SagaPaymentDeadline:|      SagaPaymentLimit:|setting SagaPaymentDeadline is read but not set",
                "ORCHESTRATIONS|modules/apps.bicep|      SagaPaymentDeadline:|      SagaPaymentLimit:|setting SagaPaymentLimit is set but not read",
                "ORCHESTRATIONS|modules/function-app.bicep|    AZURE_CLIENT_ID:|    AZURE_CLIENTID:|setting AZURE_CLIENTID is set but not read",
                "ORCHESTRATIONS|modules/function-app.bicep|    AZURE_CLIENT_ID:|    AZURE_CLIENTID:|setting AZURE_CLIENT_ID is read but not set",
            })
    void a_copy_that_differs_is_found_out(
            App app, String file, String text, String replacement, String difference, @TempDir Path folder)
            throws ReflectiveOperationException {
        Path copy = Checkout.brokenCopy(Checkout.INFRA, folder, file, text, replacement);

        assertThat(differences(app, InfraPlan.of(copy))).contains(difference);
    }

    @Test
    void a_bad_value_stops_the_app(@TempDir Path folder) {
        Path copy = Checkout.brokenCopy(
                Checkout.INFRA,
                folder,
                "params/dev.json",
                "\"sagaPaymentDeadline\": \"PT2M\"",
                "\"sagaPaymentDeadline\": \"2 minutes\"");
        Map<String, String> settings = known(InfraPlan.of(copy).settingsOf(App.ORCHESTRATIONS.id));

        assertThatThrownBy(() -> App.ORCHESTRATIONS.readSettings(settings))
                .rootCause()
                .hasMessageContaining("SagaPaymentDeadline");
    }

    private static List<String> differences(App app, InfraPlan plan) throws ReflectiveOperationException {
        Set<String> set = new TreeSet<>(plan.settingsOf(app.id).keySet());
        Map<String, Set<String>> read = read(app, plan);
        List<String> found = new ArrayList<>();
        read.forEach((name, forms) -> {
            if (forms.stream().noneMatch(set::contains)) {
                found.add("setting " + name + " is read but not set");
            }
        });
        Set<String> known = read.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        set.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> found.add("setting " + name + " is set but not read"));
        return found;
    }

    /** Each setting that is read, with the forms that it may take: a connection may be a string or an identity's parts. */
    private static Map<String, Set<String>> read(App app, InfraPlan plan) throws ReflectiveOperationException {
        Map<String, Set<String>> read = new TreeMap<>();
        Map<String, String> enough = new TreeMap<>(known(plan.settingsOf(app.id)));
        enough.putIfAbsent("CosmosConnection__accountEndpoint", "https://cosmos.example"); // or the app asks no further
        for (String name : app.readSettings(enough)) {
            int suffix = name.indexOf("__");
            read.computeIfAbsent(suffix < 0 ? name : name.substring(0, suffix), n -> new TreeSet<>())
                    .add(name);
        }
        app.bindingConnections().forEach((name, kind) -> Stream.of(BINDING_PARTS.get(kind))
                .flatMap(List::stream)
                .forEach(part -> read.put(name + part, Set.of(name + part))));
        app.placeholders().forEach(name -> read.put(name, Set.of(name)));
        READ_BY_OTHERS.keySet().forEach(name -> read.put(name, Set.of(name)));
        return read;
    }

    /** Values that exist only after deployment are replaced by plausible ones. */
    private static Map<String, String> known(Map<String, String> settings) {
        return settings.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .replaceAll("^<.*>$", "https://known-later.example/")
                .replaceAll("^@Microsoft.KeyVault.*SmtpUrl\\)$", "smtps://user:word@smtp.example")
                .replaceAll("^@Microsoft.KeyVault.*$", "a secret of good length")));
    }
}
