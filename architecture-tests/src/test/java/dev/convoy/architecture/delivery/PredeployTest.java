package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad parameters are told in one line before anything is deployed. */
class PredeployTest {

    private static final Map<String, String> GOOD =
            Map.of("AZURE_ENV_NAME", "dev", "AZURE_LOCATION", "westeurope", "CONVOY_OFFLINE", "true");

    @Test
    void good_parameters_pass() {
        Tool.Result result = Tool.check(GOOD, "predeploy.mjs", Checkout.INFRA);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AZURE_ENV_NAME||AZURE_ENV_NAME is missing",
                "AZURE_LOCATION||AZURE_LOCATION is missing",
                "AZURE_ENV_NAME|Dev_1|AZURE_ENV_NAME is \"Dev_1\", it must be",
                "AZURE_ENV_NAME|stagingeast1|names would have 27 characters, 24 are allowed: shorten AZURE_ENV_NAME (stagingeast1)",
                "CONVOY_WORKLOAD|workload12|names would have",
                "AZURE_LOCATION|antarcticanorth|region antarcticanorth has no Flex Consumption plan",
                "CONVOY_PROFILE|huge|CONVOY_PROFILE is \"huge\", it must be dev or test or prod",
                "CONVOY_PRIVATE_NETWORKING|true|CONVOY_PRIVATE_NETWORKING needs Service Bus Premium",
                "CONVOY_PRIVATE_NETWORKING|yes|CONVOY_PRIVATE_NETWORKING is \"yes\"",
                "CONVOY_SECRETS|SmtpPassword|CONVOY_SECRETS names SmtpPassword, it may name SmtpUrl and LookupCallbackSecret",
                "CONVOY_API_MANAGEMENT|true|CONVOY_API_PUBLISHER_EMAIL is missing",
            })
    void a_bad_parameter_is_told_in_one_line(String name, String value, String message) {
        Map<String, String> environment = new HashMap<>(GOOD);
        environment.put(name, value == null ? "" : value);
        if (name.equals("CONVOY_WORKLOAD")) {
            environment.put("AZURE_ENV_NAME", "devtest");
        }

        Tool.Result result = Tool.check(environment, "predeploy.mjs", Checkout.INFRA);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("predeploy: ").contains(message).hasLineCount(1);
    }
}
