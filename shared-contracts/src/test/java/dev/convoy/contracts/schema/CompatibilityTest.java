package dev.convoy.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibilityTest {

    private static final String PUBLISHED = Json.write(PayloadSchemas.of(MessageTypes.INVENTORY_FAILED));

    @Test
    void the_same_is_compatible() {
        assertThat(after("", "")).isEmpty();
    }

    @Test
    void an_optional_property_may_come() {
        assertThat(after("\"properties\":{\"orderId\"", "\"properties\":{\"hint\":{\"type\":\"string\"},\"orderId\""))
                .isEmpty();
    }

    @Test
    void a_property_may_not_go() {
        assertThat(after("\"failureReason\":{\"type\":\"string\"},", "")).contains(".failureReason was removed");
    }

    @Test
    void nothing_may_become_required_or_optional() {
        assertThat(after("\"required\":[\"productId\",", "\"required\":[\"productId\",\"hint\","))
                .containsExactly(".failedItems[].hint became required");
        assertThat(after("\"required\":[\"productId\",", "\"required\":["))
                .containsExactly(".failedItems[].productId became optional");
    }

    @Test
    void a_type_may_not_change() {
        assertThat(after("\"requestedQuantity\":{\"type\":\"integer\"}", "\"requestedQuantity\":{\"type\":\"string\"}"))
                .containsExactly(".failedItems[].requestedQuantity changed its type");
    }

    private static List<String> after(String part, String change) {
        assertThat(PUBLISHED).contains(part);
        return Compatibility.problems(
                Json.read(PUBLISHED, JsonNode.class), Json.read(PUBLISHED.replace(part, change), JsonNode.class));
    }
}
