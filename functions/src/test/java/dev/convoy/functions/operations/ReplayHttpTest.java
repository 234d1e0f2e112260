package dev.convoy.functions.operations;

import static dev.convoy.functions.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.outbox.OutboxReplay;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.Write;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayHttpTest {

    private static final String SPAN = "\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T12:10:00Z\"";

    private final InMemoryDocumentStore orders = new InMemoryDocumentStore("orderId");
    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private final ReplayHttp replay = new ReplayHttp(new OutboxReplay(bus), Map.of("orders", orders));

    @Test
    void events_of_the_span_go_to_the_one_subscriber_under_their_ids() {
        stored(Sample.created("before", NOON.minusSeconds(1)), Entities.EVENTS);
        stored(Sample.created("first", NOON), Entities.EVENTS);
        stored(Sample.completed("last", NOON.plusSeconds(599)), Entities.EVENTS);
        stored(Sample.created("after", NOON.plusSeconds(600)), Entities.EVENTS);
        stored(Sample.charge("command", "tok_approve"), Entities.PAYMENT_COMMANDS);

        JsonNode progress = json(post("{\"context\":\"orders\"," + SPAN + ",\"subscriber\":\"analytics\"}"));

        assertThat(bus.messagesTo(Entities.ANALYTICS_RETRIES))
                .extracting(BusMessage::messageId)
                .containsExactlyInAnyOrder("first", "last");
        assertThat(bus.messagesTo(Entities.EVENTS)).isEmpty();
        assertThat(progress.path("published").asInt()).isEqualTo(2);
    }

    @Test
    void a_subscriber_gets_only_what_its_subscription_would_let_through() {
        stored(Sample.created("created", NOON), Entities.EVENTS);
        stored(Sample.completed("completed", NOON), Entities.EVENTS);

        assertThat(post("{\"context\":\"orders\"," + SPAN + ",\"subscriber\":\"order-saga\"}")
                        .status())
                .isEqualTo(200);

        assertThat(bus.messagesTo(Entities.ORDER_SAGA_RETRIES))
                .extracting(BusMessage::messageId)
                .containsExactly("created");
    }

    @Test
    void pages_go_on_until_there_are_no_more() {
        for (int i = 0; i < 250; i++) {
            stored(Sample.created("e" + i, NOON), Entities.EVENTS);
        }

        String first = json(post("{\"context\":\"orders\"," + SPAN + "}"))
                .path("continuation")
                .asText();
        JsonNode second = json(post("{\"context\":\"orders\"," + SPAN + ",\"continuation\":\"" + first + "\"}"));

        assertThat(second.has("continuation")).isFalse();
        assertThat(bus.messagesTo(Entities.EVENTS)).hasSize(250);
    }

    @Test
    void bad_fields_are_named() {
        HttpAnswer answer = post("{\"context\":\"stock\",\"from\":\"noon\",\"subscriber\":\"me\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("context", "from", "to", "subscriber");
    }

    private void stored(Envelope<?> event, String destination) {
        OutboxEntry entry = OutboxEntry.of(event, new Destination(destination));
        orders.commit("ord-1", List.of(new Write.Create(entry.toDocument("orderId", "ord-1"))));
    }

    private HttpAnswer post(String body) {
        return HttpShell.answer(() -> replay.answer(new HttpInput(Map.of(), Map.of(), body)));
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
