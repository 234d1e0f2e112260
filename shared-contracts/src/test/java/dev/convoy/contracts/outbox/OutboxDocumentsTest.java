package dev.convoy.contracts.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MalformedMessageException;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.event.UnknownMessageTypeException;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.contracts.order.OrderCancelled;
import dev.convoy.contracts.order.OrderCompleted;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxDocumentsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrderId ORDER = new OrderId("order-1");

    @Test
    void an_entry_is_read_back_from_its_document() {
        OutboxEntry entry = OutboxEntry.of(completed(), new Destination("events"));

        ObjectNode document = entry.toDocument("orderId", "order-1");

        assertThat(OutboxEntry.fromDocument(document)).contains(entry);
        assertThat(entry.messageId()).isEqualTo("event-1");
        assertThat(entry.subject()).isEqualTo("OrderCompleted");
        assertThat(entry.type()).isEqualTo("dev.convoy.order.OrderCompleted.v1");
        assertThat(Envelopes.read(entry.body())).isEqualTo(completed());
        assertThat(document.path("id").asText()).isEqualTo("outbox-event-1");
        assertThat(document.path("orderId").asText()).isEqualTo("order-1");
        assertThat(document.path("ttl").asLong()).isEqualTo(30L * 24 * 60 * 60);
    }

    @Test
    void another_document_is_no_entry() {
        assertThat(OutboxEntry.fromDocument(Json.mapper().createObjectNode().put("kind", "order")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageId", "destination", "subject", "type", "body"})
    void an_entry_without_a_field_names_it(String field) {
        ObjectNode document =
                OutboxEntry.of(completed(), new Destination("events")).toDocument("orderId", "order-1");
        document.remove(field);

        assertThatThrownBy(() -> OutboxEntry.fromDocument(document))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("missing in outbox document outbox-event-1");
    }

    @Test
    void nothing_goes_nowhere() {
        assertThatThrownBy(() -> new Destination(" ")).hasMessage("entity must not be blank");
    }

    @Test
    void what_a_consumer_has_seen_has_one_id_and_an_end() {
        ObjectNode document = new InboxEntry("payment", "event-1", NOON).toDocument("orderId", "order-1");

        assertThat(Json.read(document.toString(), ObjectNode.class)).isEqualTo(Json.read("""
                        {"id": "inbox-payment-event-1", "orderId": "order-1", "kind": "inbox", "messageId": "event-1",
                         "handledAt": "2026-03-01T12:00:00Z", "ttl": 1209600}""", ObjectNode.class));
        assertThat(document.path("id").asText()).isEqualTo(InboxEntry.documentId("payment", "event-1"));
    }

    @Test
    void a_message_names_what_caused_it_and_keeps_the_trace() {
        var follow =
                completed().causes("event-2", MessageTypes.ORDER_CANCELLED, NOON, new OrderCancelled(ORDER, "x", NOON));

        assertThat(follow.causationId()).isEqualTo("event-1");
        assertThat(follow.correlationId()).isEqualTo("corr-1");
        assertThat(follow.traceparent()).isEqualTo("trace-1");
        assertThat(follow.dataAs(MessageTypes.ORDER_CANCELLED)).isPresent();
        assertThat(follow.dataAs(MessageTypes.ORDER_COMPLETED)).isEmpty();
    }

    @Test
    void a_message_that_cannot_be_read_says_which_and_why() {
        String future = Envelopes.write(completed()).replace(".v1", ".v7");

        assertThatThrownBy(() -> Envelopes.read(future))
                .isInstanceOfSatisfying(UnknownMessageTypeException.class, e -> {
                    assertThat(e.messageId()).isEqualTo("event-1");
                    assertThat(e.type()).isEqualTo("dev.convoy.order.OrderCompleted.v7");
                });
        assertThatThrownBy(() -> Envelopes.read("nonsense"))
                .isInstanceOfSatisfying(MalformedMessageException.class, e -> assertThat(e.field())
                        .isEqualTo("envelope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "subject", "correlationid", "causationid"})
    void a_message_without_a_name_is_refused(String field) {
        assertThatThrownBy(() -> new Envelope<>(
                        field.equals("id") ? "" : "event-1",
                        MessageTypes.ORDER_COMPLETED,
                        field.equals("subject") ? "" : "order-1",
                        NOON,
                        null,
                        field.equals("correlationid") ? "" : "corr-1",
                        field.equals("causationid") ? "" : "cause-1",
                        new OrderCompleted(ORDER, NOON)))
                .hasMessage(field + " must not be blank");
    }

    private static Envelope<OrderCompleted> completed() {
        return new Envelope<>(
                "event-1",
                MessageTypes.ORDER_COMPLETED,
                "order-1",
                NOON,
                "trace-1",
                "corr-1",
                "cause-1",
                new OrderCompleted(ORDER, NOON));
    }
}
