package dev.convoy.functions.notification;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.NOON;
import static dev.convoy.functions.Sample.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationsHttpTest {

    private final NotificationBook book = new NotificationBook(new InMemoryDocumentStore("orderId"));
    private final NotificationsHttp http = new NotificationsHttp(book, (client, order) -> client.equals("anonymous"));

    @Test
    void the_letters_about_an_order_are_shown_with_every_attempt_and_without_what_is_ours() {
        var notifying = new NotifyCustomer(book, new LogChannel(), customer -> customer + "@example.com", CLOCK);
        notifying.handle(Sample.created("e1", NOON));
        notifying.handle(Sample.completed("e2", NOON));

        JsonNode view = Json.read(get(Map.of(), ORDER.value()).body(), JsonNode.class);

        assertThat(view.path("orderId").asText()).isEqualTo(ORDER.value());
        JsonNode letter = view.path("notifications").path(0);
        assertThat(letter.path("state").asText()).isEqualTo("Sent");
        assertThat(letter.path("attempts").path(0).path("channel").asText()).isEqualTo("log");
        assertThat(letter.has("id")).isFalse();
        assertThat(view.toString()).doesNotContain("ada@example.com");
    }

    @Test
    void an_order_without_letters_has_none() {
        JsonNode view = Json.read(get(Map.of(), "ord-9").body(), JsonNode.class);

        assertThat(view.path("notifications")).isEmpty();
    }

    @Test
    void letters_about_somebody_elses_order_are_not_found() {
        assertThat(get(Map.of("x-ms-client-principal-id", "stranger"), ORDER.value())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void no_order_is_a_bad_request_that_names_it() {
        HttpAnswer answer = HttpShell.answer(() -> http.answer(new HttpInput(Map.of(), Map.of(), "")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("orderId");
    }

    private HttpAnswer get(Map<String, String> headers, String orderId) {
        return HttpShell.answer(() -> http.answer(new HttpInput(headers, Map.of("orderId", orderId), "")));
    }
}
