package dev.convoy.functions.lookup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.functions.lookup.worker.ProviderException;
import org.junit.jupiter.api.Test;

class ProviderTextTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    void text_is_bounded_and_without_control_characters() {
        assertThat(ProviderText.clean("Zü\u0000rich\u001b[31m\r\n")).isEqualTo("Zürich[31m");
        assertThat(ProviderText.clean("x".repeat(10_000))).hasSize(500);
        assertThat(ProviderText.clean("x".repeat(499) + "\ud83d\ude00")).isEqualTo("x".repeat(499));
    }

    @Test
    void only_text_is_copied() {
        ObjectNode from = JSON.objectNode().put("city", "Bern").put("zip", 3000).put("empty", " ");
        ObjectNode to = JSON.objectNode();

        ProviderText.copy(from, "city", to);
        ProviderText.copy(from, "zip", to);
        ProviderText.copy(from, "empty", to);
        ProviderText.copy(from, "missing", to);

        assertThat(to.toString()).isEqualTo("{\"city\":\"Bern\"}");
    }

    @Test
    void a_whole_answer_is_made_harmless_and_keeps_its_shape() {
        ObjectNode answer = JSON.objectNode().put("n", 1).put("na\u0000me", "a\u0007b\nc");
        answer.putArray("lines").add("x".repeat(20_000)).addNull().add(true);

        JsonNode harmless = ProviderText.harmless(answer);

        assertThat(harmless.path("name").asText()).isEqualTo("ab\nc");
        assertThat(harmless.path("lines").path(0).asText()).hasSize(10_000);
        assertThat(harmless.path("lines").path(1).isNull()).isTrue();
        assertThat(harmless.path("n").asInt()).isEqualTo(1);
    }

    @Test
    void an_answer_nested_without_end_is_refused() {
        ObjectNode answer = JSON.objectNode();
        ObjectNode inner = answer;
        for (int i = 0; i < 100; i++) {
            inner = inner.putObject("in");
        }

        assertThatThrownBy(() -> ProviderText.harmless(answer))
                .isInstanceOfSatisfying(ProviderException.class, problem -> assertThat(problem.isTransient())
                        .isFalse());
    }
}
