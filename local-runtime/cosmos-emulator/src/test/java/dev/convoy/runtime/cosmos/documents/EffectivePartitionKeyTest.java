package dev.convoy.runtime.cosmos.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.cosmos.implementation.routing.PartitionKeyInternal;
import com.azure.cosmos.implementation.routing.PartitionKeyInternalHelper;
import com.azure.cosmos.models.PartitionKeyDefinitionVersion;
import com.azure.cosmos.models.PartitionKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK computes the same places: it routes bulk operations and feed ranges by them. */
class EffectivePartitionKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"\"]",
                "[\"a\"]",
                "[\"order-1\"]",
                "[\"0123456789abcdef\"]",
                "[\"0123456789abcdefg\"]",
                "[\"äöü€😀\"]",
                "[0]",
                "[1]",
                "[-1.5]",
                "[1e300]",
                "[true]",
                "[false]",
                "[null]",
                "[{}]",
                "[\"a long key of more than one hundred characters, so that version 1 cuts it off somewhere before its end,"
                        + " as documented\"]"
            })
    void places_are_those_of_the_sdk(String key) {
        for (int version : new int[] {1, 2}) {
            assertThat(EffectivePartitionKey.of(PartitionKey.parse(key), definition(List.of("/pk"), false, version)))
                    .as("version %s", version)
                    .isEqualToIgnoringCase(sdk(key, List.of("/pk"), false, version));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[\"t\"]", "[\"t\",\"u\"]", "[\"t\",\"u\",7]"})
    void places_of_hierarchical_keys_are_those_of_the_sdk(String key) {
        List<String> paths = List.of("/tenant", "/user", "/session");

        assertThat(EffectivePartitionKey.of(PartitionKey.parse(key), definition(paths, true, 2)))
                .isEqualToIgnoringCase(sdk(key, paths, true, 2));
    }

    private static PartitionKeyDefinition definition(List<String> paths, boolean hierarchical, int version) {
        return new PartitionKeyDefinition(
                paths.stream().map(DocumentPath::parse).toList(), hierarchical, version);
    }

    private static String sdk(String key, List<String> paths, boolean hierarchical, int version) {
        var definition = new com.azure.cosmos.models.PartitionKeyDefinition();
        definition.setPaths(paths);
        definition.setKind(hierarchical ? PartitionKind.MULTI_HASH : PartitionKind.HASH);
        definition.setVersion(version == 1 ? PartitionKeyDefinitionVersion.V1 : PartitionKeyDefinitionVersion.V2);
        return PartitionKeyInternalHelper.getEffectivePartitionKeyString(
                PartitionKeyInternal.fromJsonString(key), definition);
    }
}
