package dev.convoy.functions.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.outbox.Destination;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.inbox.ParkingLot;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.BusUnreachableException;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private final OutboxRelay relay = new OutboxRelay(bus, new ParkingLot(bus));

    @Test
    void entries_are_published_in_order_with_id_subject_and_type() {
        relay.relay("orders", page(entry("m1"), Json.mapper().createObjectNode().put("kind", "order"), entry("m2")));

        List<BusMessage> sent = bus.messagesTo("payment-commands");
        assertThat(sent).extracting(BusMessage::messageId).containsExactly("m1", "m2");
        assertThat(sent.getFirst().subject()).isEqualTo("OrderPaymentRequested");
        assertThat(sent.getFirst().properties()).containsEntry("type", "dev.convoy.order.OrderPaymentRequested.v1");
    }

    @Test
    void an_outage_fails_the_page() {
        bus.down(true);

        assertThatThrownBy(() -> relay.relay("orders", page(entry("m1")))).isInstanceOf(BusUnreachableException.class);
    }

    @Test
    void a_broken_entry_is_parked_and_the_others_go_on() {
        ObjectNode broken = entry("m1");
        broken.remove("destination");

        relay.relay("orders", page(broken, entry("m2")));

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .containsExactly("m2");
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES)
                        .getFirst()
                        .properties()
                        .get("reason"))
                .isEqualTo("missing in outbox document outbox-m1");
    }

    @Test
    void an_entry_too_large_for_the_bus_is_parked_and_the_others_go_on() {
        relay.relay("orders", page(entry("m1"), entry("m2").put("body", "x".repeat(300_000)), entry("m3")));

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .contains("m1", "m3")
                .doesNotContain("m2");
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES)).hasSize(1);
    }

    private static List<JsonNode> page(JsonNode... documents) {
        return ChangeFeedPage.read(Json.write(List.of(documents)));
    }

    private static ObjectNode entry(String id) {
        return OutboxEntry.of(Sample.charge(id, "tok_approve"), new Destination(Entities.PAYMENT_COMMANDS))
                .toDocument("orderId", "ord-1");
    }
}
