package dev.convoy.functions.operations;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.HttpInput;
import dev.convoy.functions.platform.http.HttpShell;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import dev.convoy.functions.platform.servicebus.MessageShelf;
import dev.convoy.functions.platform.servicebus.SetAsideMessage;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersHttpTest {

    private static final String PARKED = "parked-messages";

    private final Shelf shelf = new Shelf();
    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private final DeadLettersHttp http = new DeadLettersHttp(shelf, bus, new InMemoryDocumentStore("entity"), CLOCK);

    @Test
    void places_with_messages_are_counted() {
        shelf.put(PARKED, 1, "payment-commands");
        shelf.put(PARKED, 2, "events/analytics");
        shelf.put("events/order-saga", 7, "events/order-saga");

        JsonNode view = json(get(Map.of()));

        assertThat(view.path("places")).hasSize(2);
        assertThat(view.path("places").path(0).path("entity").asText()).isEqualTo(PARKED);
        assertThat(view.path("places").path(0).path("count").asInt()).isEqualTo(2);
        assertThat(view.path("places").path(1).path("entity").asText()).isEqualTo("events/order-saga");
    }

    @Test
    void a_list_has_reasons_and_no_bodies_and_goes_on_after_a_number() {
        shelf.put(PARKED, 1, "payment-commands");
        shelf.put(PARKED, 2, "events/analytics");

        JsonNode view = json(get(Map.of("entity", PARKED, "after", "1")));

        assertThat(view.path("messages")).hasSize(1);
        assertThat(view.path("messages").path(0)).isEqualTo(Json.read("""
                        {"sequence": 2, "messageId": "m2", "subject": "PaymentFailed", "origin": "events/analytics",
                         "reason": "no good", "enqueuedAt": "2026-03-01T12:00:00Z"}""", JsonNode.class));
    }

    @Test
    void one_message_is_shown_with_its_body() {
        shelf.put(PARKED, 1, "payment-commands");

        assertThat(json(get(Map.of("entity", PARKED, "sequence", "1")))
                        .path("body")
                        .asText())
                .isEqualTo("body of m1");
        assertThat(get(Map.of("entity", PARKED, "sequence", "2")).status()).isEqualTo(404);
    }

    @Test
    void a_resubmitted_message_goes_back_as_a_first_attempt_and_is_gone_from_here() {
        shelf.put(PARKED, 1, "payment-commands");

        assertThat(post("resubmit", 1).status()).isEqualTo(200);

        BusMessage sent = bus.messagesTo("payment-commands").getFirst();
        assertThat(sent.messageId()).isEqualTo("m1");
        assertThat(sent.subject()).isEqualTo("PaymentFailed");
        assertThat(sent.body()).isEqualTo("body of m1");
        assertThat(sent.properties()).isEqualTo(Map.of("type", "dev.convoy.payment.PaymentFailed.v1"));
        assertThat(shelf.look(PARKED, 0, 10)).isEmpty();
        assertThat(post("resubmit", 1).status()).isEqualTo(404);
    }

    @Test
    void a_discarded_message_goes_nowhere() {
        shelf.put(PARKED, 1, "payment-commands");

        assertThat(post("discard", 1).status()).isEqualTo(200);

        assertThat(bus.messagesTo("payment-commands")).isEmpty();
        assertThat(shelf.look(PARKED, 0, 10)).isEmpty();
    }

    @Test
    void every_deed_is_kept_on_record_with_who_and_why() {
        shelf.put(PARKED, 1, "payment-commands");
        assertThat(post("discard", 1).status()).isEqualTo(200);

        JsonNode history = json(HttpShell.answer(
                        () -> http.history(new HttpInput(Map.of(), Map.of("entity", PARKED), ""))))
                .path("history");

        assertThat(history).hasSize(1);
        assertThat(history.path(0)).isEqualTo(Json.read("""
                        {"entity": "parked-messages", "deed": "DISCARD", "messageId": "m1", "subject": "PaymentFailed",
                         "origin": "payment-commands", "reason": "no good", "operator": "eve", "note": "seen to",
                         "at": "2026-03-01T12:00:00Z"}""", JsonNode.class));
    }

    @Test
    void a_message_of_an_outbox_cannot_be_sent_back_and_stays() {
        shelf.put(PARKED, 1, "orders");

        HttpAnswer answer = post("resubmit", 1);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText()).contains("comes from orders, where nothing can be sent to");
        assertThat(shelf.look(PARKED, 0, 10)).hasSize(1);
    }

    @Test
    void an_outage_of_the_bus_leaves_the_message_where_it_is() {
        shelf.put(PARKED, 1, "payment-commands");
        bus.down(true);

        assertThat(post("resubmit", 1).status()).isEqualTo(503);

        assertThat(shelf.look(PARKED, 0, 10)).hasSize(1);
    }

    @Test
    void bad_fields_are_named() {
        HttpAnswer answer = post("{\"deed\": \"burn\", \"entity\": \"nowhere\", \"sequence\": 0, \"note\": \" \"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field"))
                .containsExactly("deed", "entity", "sequence", "note");
        assertThat(get(Map.of("entity", "nowhere")).status()).isEqualTo(400);
        assertThat(get(Map.of("entity", PARKED, "sequence", "first")).status()).isEqualTo(400);
        assertThat(post("{\"deed\": \"discard\", \"entity\": \"" + PARKED + "\", \"sequence\": 1, \"note\": \""
                                + "x".repeat(501) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "payment-commands, payment-commands",
        "events/order-saga, order-saga-retries",
        "events/notification, notification-retries",
        "events/analytics, analytics-retries",
        "lookup-geoip, lookup-geoip"
    })
    void a_subscriptions_messages_go_back_to_its_own_queue(String origin, String queue) {
        assertThat(RepairDesk.queueOf(origin)).isEqualTo(queue);
    }

    @Test
    void where_nothing_can_be_sent_to_is_said() {
        assertThatThrownBy(() -> RepairDesk.queueOf("events/nobody")).hasMessageContaining("events/nobody");
        assertThatThrownBy(() -> RepairDesk.queueOf("reservations")).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpAnswer get(Map<String, String> query) {
        return HttpShell.answer(() -> http.look(new HttpInput(Map.of(), query, "")));
    }

    private HttpAnswer post(String deed, long sequence) {
        return post("{\"deed\": \"" + deed + "\", \"entity\": \"" + PARKED + "\", \"sequence\": " + sequence
                + ", \"note\": \"seen to\"}");
    }

    private HttpAnswer post(String body) {
        Map<String, String> headers = Map.of("x-ms-client-principal-name", "eve");
        return HttpShell.answer(() -> http.repair(new HttpInput(headers, Map.of(), body)));
    }

    private static JsonNode json(HttpAnswer answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    /** Messages in memory. */
    private static final class Shelf implements MessageShelf {

        private final Map<String, List<SetAsideMessage>> places = new LinkedHashMap<>();

        void put(String entity, long sequence, String origin) {
            Map<String, Object> properties = Map.of(
                    "type",
                    "dev.convoy.payment.PaymentFailed.v1",
                    "attempt",
                    8,
                    "origin",
                    origin,
                    "reason",
                    "no good",
                    "messageId",
                    "m" + sequence);
            places.computeIfAbsent(entity, any -> new ArrayList<>())
                    .add(new SetAsideMessage(
                            sequence,
                            "m" + sequence,
                            "PaymentFailed",
                            "body of m" + sequence,
                            properties,
                            "no good",
                            origin,
                            NOON));
        }

        @Override
        public List<SetAsideMessage> look(String entity, long after, int most) {
            return places.getOrDefault(entity, List.of()).stream()
                    .filter(message -> message.sequenceNumber() > after)
                    .limit(most)
                    .toList();
        }

        @Override
        public boolean take(String entity, long sequenceNumber, Consumer<SetAsideMessage> deed) {
            List<SetAsideMessage> found = look(entity, sequenceNumber - 1, 1).stream()
                    .filter(message -> message.sequenceNumber() == sequenceNumber)
                    .toList();
            found.forEach(message -> {
                deed.accept(message);
                places.getOrDefault(entity, List.of()).remove(message);
            });
            return !found.isEmpty();
        }
    }
}
