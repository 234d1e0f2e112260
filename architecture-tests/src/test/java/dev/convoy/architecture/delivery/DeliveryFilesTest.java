package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Container, azd and workflow files have the form that their readers want; broken copies do not pass. */
class DeliveryFilesTest {

    @ParameterizedTest
    @CsvSource({
        "devcontainer, .devcontainer/devcontainer.json",
        "compose, docker-compose.yml",
        "azure, azure.yaml",
    })
    void a_file_fits_its_schema(String schema, Path file) {
        Tool.Result result = Tool.check(Map.of(), "schemas.mjs", Path.of(schema), Checkout.ROOT.resolve(file));

        assertThat(result.out()).endsWith("as " + schema + " wants it\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "devcontainer|.devcontainer/devcontainer.json|\"forwardPorts\": [7071|\"forwardPorts\": [\"web\"|/forwardPorts/0",
                "devcontainer|.devcontainer/devcontainer.json|\"image\"|\"picture\"|picture",
                "devcontainer|.devcontainer/devcontainer.json|features/node:1|features/node|features/node",
                "compose|docker-compose.yml|127.0.0.1:5672:5672|5672:5672|/services/servicebus/ports/0",
                "compose|docker-compose.yml|server:2022-latest|server:latest|/services/sql/image",
                "compose|docker-compose.yml|depends_on|depends_upon|depends_upon",
                "azure|azure.yaml|    host: function|    host: containerapp|/services/functions/host",
                "azure|azure.yaml|  postdeploy:|  afterdeploy:|afterdeploy",
            })
    void a_broken_copy_is_reported(
            String schema, Path file, String text, String replacement, String place, @TempDir Path folder) {
        Path copy = folder.resolve(file.getFileName());
        Checkout.write(copy, Checkout.read(Checkout.ROOT.resolve(file)));
        Checkout.replace(copy, text, replacement);

        Tool.Result result = Tool.check(Map.of(), "schemas.mjs", Path.of(schema), copy);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains(place);
    }

    @Test
    void workflows_pass() {
        Tool.Result result = Tool.check(Map.of(), "workflows.mjs", Checkout.WORKFLOWS);

        assertThat(result.out()).endsWith(" workflows, 0 findings\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "build.yml|actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683|actions/checkout@v4|not pinned to a commit",
                "build.yml|permissions:\\n  contents: read\\n||permissions of the workflow must be stated",
                "nightly.yml|contents: read|contents: write|no more than read",
                "audit.yml|timeout-minutes: 20|continue-on-error: false|has no timeout-minutes",
                "deploy.yml|needs: package|needs: packages|packages",
                "stage.yml|run: ./convoy infra predeploy|run: echo ${{ github.event.issue.title }}|untrusted",
                "build.yml|runs-on: ubuntu-24.04|runs-on: ubuntu-16.04|runs on ubuntu-16.04",
                "codeql.yml|    steps:|    stepps:|stepps",
            })
    void a_broken_workflow_is_reported(
            String file, String text, String replacement, String finding, @TempDir Path folder) {
        String with = replacement == null ? "" : replacement.replace("\\n", "\n");
        Path copy = Checkout.brokenCopy(Checkout.WORKFLOWS, folder, file, text.replace("\\n", "\n"), with);

        Tool.Result result = Tool.check(Map.of(), "workflows.mjs", copy);

        assertThat(result.out()).as(result.err()).contains(finding);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void azd_deploys_the_folders_and_names_that_exist() {
        String azure = Checkout.read(Checkout.ROOT.resolve("azure.yaml"));
        List<String> services = InfraPlan.of(Checkout.INFRA)
                .ofType("Microsoft.Web/sites")
                .map(site -> site.at("/tags/azd-service-name").asText())
                .toList();

        assertThat(services).containsExactlyInAnyOrder("functions", "orchestrations");
        assertThat(services).allSatisfy(service -> assertThat(azure).contains("\n  " + service + ":\n"));
        assertThat(List.of("functions/pom.xml", "durable-orchestrations/pom.xml", "infra-bicep/main.bicepparam"))
                .allMatch(file -> Files.exists(Checkout.ROOT.resolve(file)));
    }

    @Test
    void the_official_emulator_gets_our_entities_within_its_limits() {
        Path ours = Checkout.ROOT.resolve("servicebus-config.json");

        Tool.Result result = Tool.check(Map.of(), "../docker-servicebus-config.mjs", ours);

        assertThat(InfraPlan.json(Checkout.read(Checkout.ROOT.resolve("docker/servicebus-config.json"))))
                .as(
                        "run: node tooling/docker-servicebus-config.mjs servicebus-config.json > docker/servicebus-config.json")
                .isEqualTo(InfraPlan.json(result.out()));
    }

    @Test
    void docker_needs_the_same_settings_as_our_emulators() {
        assertThat(settings("local.settings.docker.json")).isEqualTo(settings("local.settings.json"));
    }

    private static List<String> settings(String file) {
        JsonNode values =
                InfraPlan.json(Checkout.read(Checkout.ROOT.resolve(file))).path("Values");
        return values.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }
}
