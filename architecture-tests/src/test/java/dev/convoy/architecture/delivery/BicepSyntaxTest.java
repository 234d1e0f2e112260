package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Bicep file parses and evaluates; files that do not are reported with their place. */
class BicepSyntaxTest {

    @Test
    void every_file_parses() throws IOException {
        long files;
        try (Stream<Path> all = Files.walk(Checkout.INFRA)) {
            files = all.filter(file -> file.toString().matches(".*\\.bicep(param)?"))
                    .count();
        }

        Tool.Result result = Tool.check(Map.of(), "syntax.mjs", Checkout.INFRA);

        assertThat(result.out()).isEqualTo(files + " files, 0 syntax errors\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "modules/cosmos.bicep|      type: 'Continuous'|      type: 'Continuous",
                "modules/storage.bicep|param dataName string|param dataName",
                "modules/roles.bicep|name: serviceBusName\\n}|name: serviceBusName\\n",
                "modules/network.bicep|    addressSpace: {|    addressSpace:: {",
                "main.bicepparam|param location = |param location == ",
            })
    void a_broken_copy_is_reported_with_its_place(String file, String text, String replacement, @TempDir Path folder) {
        Path copy = Checkout.brokenCopy(
                Checkout.INFRA, folder, file, text.replace("\\n", "\n"), replacement.replace("\\n", "\n"));

        Tool.Result result = Tool.check(Map.of(), "syntax.mjs", copy);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).containsPattern(copy.resolve(file) + ":\\d+:\\d+: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test", "prod"})
    void each_profile_evaluates_with_every_option_on(String profile) {
        Map<String, String> environment = Map.of(
                "CONVOY_PROFILE", profile,
                "CONVOY_PRIVATE_NETWORKING", "true",
                "CONVOY_API_MANAGEMENT", "true",
                "CONVOY_API_PUBLISHER_EMAIL", "api@example.com");

        InfraPlan plan = InfraPlan.of(Checkout.INFRA, environment);

        assertThat(plan.typesOfResources())
                .containsAll(List.of(
                        "Microsoft.Web/sites",
                        "Microsoft.Network/privateEndpoints",
                        "Microsoft.ApiManagement/service",
                        "Microsoft.Insights/workbooks"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "main.bicep|    name: names.cosmos|    name: names.cosmo|there is no cosmo here",
                "main.bicep|    insightsName: names.insights|    insightName: names.insights|there is no parameter insightName",
                "modules/apps.bicep|CosmosConnection__accountEndpoint: cosmosEndpoint|X: cosmosEndpont|nothing is named cosmosEndpont",
                "modules/monitoring.bicep|param retentionDays int|param retentionDays string|parameter retentionDays must be of type string",
                "params/dev.json|\"Standard\"|\"Basic\"|must be one of Standard, Premium",
                "params/dev.json|\"retentionDays\": 30|\"retentionDays\": 5|must be at least 30",
            })
    void what_only_evaluation_can_find_is_found(
            String file, String text, String replacement, String message, @TempDir Path folder) {
        Path copy = Checkout.brokenCopy(Checkout.INFRA, folder, file, text, replacement);

        assertThatThrownBy(() -> InfraPlan.of(copy)).hasMessageContaining(message);
    }
}
