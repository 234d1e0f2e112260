package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.topology.Containers;
import dev.convoy.contracts.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every container that is deployed is one of the topology, and the reverse. */
class ContainersAgreementTest {

    /** Containers of the big results, which no app works with yet. */
    private static final Set<String> FORESEEN = Set.of("results");

    private static final String DATABASES = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases";

    @Test
    void the_deployed_containers_are_those_of_the_topology() {
        assertThat(differences(InfraPlan.of(Checkout.INFRA))).isEmpty();
    }

    @Test
    void containers_with_throughput_of_their_own_exist() {
        InfraPlan plan = InfraPlan.of(Checkout.INFRA, Map.of("CONVOY_PROFILE", "prod"));
        List<String> own = plan.ofType(DATABASES + "/containers")
                .filter(container -> container.at("/properties/options").has("autoscaleSettings"))
                .map(InfraPlan::ownName)
                .toList();
        JsonNode wanted = InfraPlan.json(Checkout.read(Checkout.INFRA.resolve("params/prod.json")))
                .path("cosmos")
                .path("dedicatedMaxRequestUnits");

        assertThat(wanted.properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void several_writing_regions_settle_conflicts_by_policy(@TempDir Path folder) {
        Path copy = Checkout.brokenCopy(
                Checkout.INFRA,
                folder,
                "params/dev.json",
                "\"multiRegionWrites\": false",
                "\"multiRegionWrites\": true");

        assertThat(InfraPlan.of(copy).ofType(DATABASES + "/containers")).allSatisfy(container -> assertThat(container
                        .at("/properties/resource/conflictResolutionPolicy/mode")
                        .asText())
                .isEqualTo("LastWriterWins"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "    name: 'stock'|    name: 'stocks'|container stock is in the code but not in Bicep",
                "    name: 'stock'|    name: 'stocks'|container stocks is in Bicep but not in the code",
                "'/bucket'|'/bin'|container analytics is /bucket with TTL in the code but /bin with TTL in Bicep",
                "    ttl: false|    ttl: true|container leases is /id without TTL in the code but /id with TTL in Bicep",
                "var databaseName = 'convoy'|var databaseName = 'other'|database convoy is in the code but not in Bicep",
            })
    void a_copy_that_differs_is_found_out(String text, String replacement, String difference, @TempDir Path folder) {
        Path copy = Checkout.brokenCopy(Checkout.INFRA, folder, "modules/cosmos.bicep", text, replacement);

        assertThat(differences(InfraPlan.of(copy))).contains(difference);
    }

    @Test
    void the_deployed_blob_containers_are_those_the_apps_use() {
        assertThat(blobDifferences(InfraPlan.of(Checkout.INFRA))).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'lookup-results'\\n|'lookup-outcomes'\\n|blob container lookup-results is in the code but not in Bicep",
                "'lookup-results'\\n|'lookup-outcomes'\\n|blob container lookup-outcomes is in Bicep but not in the code",
            })
    void a_blob_container_that_differs_is_found_out(
            String text, String replacement, String difference, @TempDir Path folder) {
        Path copy = Checkout.brokenCopy(
                Checkout.INFRA,
                folder,
                "modules/storage.bicep",
                text.replace("\\n", "\n"),
                replacement.replace("\\n", "\n"));

        assertThat(blobDifferences(InfraPlan.of(copy))).contains(difference);
    }

    private static List<String> blobDifferences(InfraPlan plan) {
        Map<String, String> code = new HashMap<>();
        Stream.of(App.values()).map(App::blobContainers).flatMap(Set::stream).forEach(name -> code.put(name, "there"));
        Map<String, String> bicep = new HashMap<>();
        plan.ofType("Microsoft.Storage/storageAccounts/blobServices/containers")
                .filter(container -> container.path("name").asText().startsWith("std"))
                .forEach(container -> bicep.put(InfraPlan.ownName(container), "there"));
        assertThat(code).as("no longer only foreseen").doesNotContainKeys(FORESEEN.toArray(String[]::new));
        bicep.keySet().removeAll(FORESEEN);
        return Differences.between("blob container", code, bicep);
    }

    private static List<String> differences(InfraPlan plan) {
        Map<String, String> code = new HashMap<>();
        Topology.containers()
                .forEach(container ->
                        code.put(container.name(), described(container.partitionKeyPath(), container.ttl())));
        Map<String, String> bicep = new HashMap<>();
        plan.ofType(DATABASES + "/containers").forEach(container -> {
            JsonNode resource = container.at("/properties/resource");
            bicep.put(
                    InfraPlan.ownName(container),
                    described(
                            resource.at("/partitionKey/paths/0").asText(),
                            resource.path("defaultTtl").asInt() == -1));
        });
        Map<String, String> databases = new HashMap<>();
        plan.ofType(DATABASES).forEach(database -> databases.put(InfraPlan.ownName(database), "there"));
        var found = new ArrayList<>(Differences.between("container", code, bicep));
        found.addAll(Differences.between("database", Map.of(Containers.DATABASE, "there"), databases));
        return found;
    }

    private static String described(String partitionKeyPath, boolean ttl) {
        return partitionKeyPath + (ttl ? " with TTL" : " without TTL");
    }
}
