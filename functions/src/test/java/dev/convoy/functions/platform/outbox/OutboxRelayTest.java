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
import dev.convoy.functions.platform.servicebus.MessageBus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final OutboxLag lag = new OutboxLag(() -> now);
    private final OutboxRelay relay = new OutboxRelay(bus, new ParkingLot(bus), lag);

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
    void all_destinations_of_a_page_are_sent_to_at_once() {
        CyclicBarrier both = new CyclicBarrier(2);
        MessageBus meeting = new MessageBus() {
            @Override
            public void send(String entity, List<BusMessage> messages) {
                meet(both);
                bus.send(entity, messages);
            }

            @Override
            public void schedule(String entity, BusMessage message, Instant at) {
                bus.schedule(entity, message, at);
            }
        };
        ObjectNode other = entry("m2");
        other.put("destination", Entities.EVENTS);

        new OutboxRelay(meeting, new ParkingLot(bus), lag, Thread::startVirtualThread)
                .relay("orders", page(entry("m1"), other));

        assertThat(bus.messagesTo("payment-commands")).hasSize(1);
        assertThat(bus.messagesTo(Entities.EVENTS)).hasSize(1);
    }

    /** Nobody leaves alone. */
    private static void meet(CyclicBarrier both) {
        try {
            both.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("alone", e);
        }
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

    @Test
    void entries_of_one_order_leave_in_the_order_in_which_they_were_written_however_pages_fall() {
        List<JsonNode> feed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            feed.add(entry("m" + i).put("orderId", "ord-" + i % 3));
        }
        for (int at = 0; at < feed.size(); at += 7) {
            relay.relay("orders", feed.subList(at, Math.min(feed.size(), at + 7)));
        }

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void after_an_outage_of_any_length_the_same_page_goes_through_once_the_bus_is_back() {
        bus.down(true);
        for (int attempt = 0; attempt < 50; attempt++) {
            now = now.plusSeconds(30);
            assertThatThrownBy(() -> relay.relay("orders", page(entry("m1"), entry("m2"))))
                    .isInstanceOf(BusUnreachableException.class);
        }
        bus.down(false);

        relay.relay("orders", page(entry("m1"), entry("m2")));

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .containsExactly("m1", "m2");
    }

    @Test
    void the_lag_grows_while_the_bus_is_away_and_ends_with_it() {
        long written = now.getEpochSecond();
        List<JsonNode> page =
                page(entry("m1").put("_ts", written + 4), entry("m2").put("_ts", written));
        bus.down(true);
        assertThatThrownBy(() -> relay.relay("orders", page)).isInstanceOf(BusUnreachableException.class);
        now = now.plusSeconds(90);
        assertThat(lag.read()).containsExactly(Map.entry("orders", new OutboxLag.Reading(Duration.ofSeconds(90), 0)));

        bus.down(false);
        relay.relay("orders", page);
        now = now.plusSeconds(1_000);
        assertThat(lag.read()).containsExactly(Map.entry("orders", new OutboxLag.Reading(Duration.ofSeconds(90), 2)));

        relay.relay("orders", page(entry("m3").put("_ts", now.getEpochSecond())));
        assertThat(lag.read()).containsExactly(Map.entry("orders", new OutboxLag.Reading(Duration.ZERO, 3)));
    }

    @Test
    void pages_without_entries_say_nothing_about_the_lag() {
        relay.relay(
                "orders",
                page(Json.mapper().createObjectNode().put("kind", "order").put("_ts", 1)));

        assertThat(lag.read()).isEmpty();
    }

    @Test
    void an_entry_for_nowhere_is_parked_since_waiting_would_not_help() {
        relay.relay("orders", page(entry("m1").put("destination", "nowhere"), entry("m2")));

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .containsExactly("m2");
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES).getFirst().properties())
                .containsEntry("reason", "destination nowhere is no queue or topic of the topology")
                .containsEntry("origin", "orders");
    }

    @Test
    void even_a_broken_entry_that_is_too_large_to_be_parked_whole_holds_up_nobody() {
        ObjectNode broken = entry("m1").put("body", "x".repeat(400_000));
        broken.remove("type");

        relay.relay("orders", page(broken, entry("m2")));

        assertThat(bus.messagesTo("payment-commands"))
                .extracting(BusMessage::messageId)
                .containsExactly("m2");
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
