package dev.convoy.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.id.ProductId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.contracts.order.OrderLine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void an_envelope_is_a_cloud_event_with_amounts_as_text() throws Exception {
        var json = Json.mapper().readTree(Envelopes.write(anOrderCreated()));

        assertThat(json.path("specversion").asText()).isEqualTo("1.0");
        assertThat(json.path("type").asText()).isEqualTo("dev.convoy.order.OrderCreated.v2");
        assertThat(json.path("source").asText()).isEqualTo("/convoy/order");
        assertThat(json.path("subject").asText()).isEqualTo("order-1");
        assertThat(json.path("correlationid").asText()).isEqualTo("corr-1");
        assertThat(json.path("data").path("totalAmount").isTextual()).isTrue();
        assertThat(json.path("data").path("items").path(0).path("price").asText())
                .isEqualTo("9.95");
        assertThat(json.path("data").path("createdAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void what_is_written_is_read_back_the_same() {
        Envelope<OrderCreated> written = anOrderCreated();

        assertThat(Envelopes.read(Envelopes.write(written))).isEqualTo(written);
    }

    @Test
    void a_wrong_quantity_is_named() {
        String text = Envelopes.write(anOrderCreated()).replace("\"quantity\":2", "\"quantity\":0");

        assertThatThrownBy(() -> Envelopes.read(text))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("data.items[0]: quantity must be from 1 to 10000");
    }

    @Test
    void a_missing_correlation_id_is_named() {
        String text = Envelopes.write(anOrderCreated()).replace("correlationid", "somethingelse");

        assertThatThrownBy(() -> Envelopes.read(text))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("correlationid: is missing");
    }

    @Test
    void a_type_of_the_future_is_told_apart_from_nonsense() {
        String text = Envelopes.write(anOrderCreated()).replace("OrderCreated.v2", "OrderCreated.v99");

        assertThatThrownBy(() -> Envelopes.read(text)).isInstanceOf(UnknownMessageTypeException.class);
        assertThatThrownBy(() -> Envelopes.read("{\"hello\":1}")).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> Envelopes.read("not json")).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void an_event_of_an_older_version_is_read_as_the_current_one() {
        String text = Envelopes.write(anOrderCreated())
                .replace("OrderCreated.v2", "OrderCreated.v1")
                .replace("\"currency\":\"EUR\",\"channel\":\"api\",", "");

        var read = Envelopes.read(text).dataAs(MessageTypes.ORDER_CREATED).orElseThrow();

        assertThat(text).doesNotContain("channel");
        assertThat(read.currency()).isEqualTo("EUR");
        assertThat(read.channel()).isEqualTo("unknown");
        assertThat(Envelopes.read(text).type()).isEqualTo(MessageTypes.ORDER_CREATED);
    }

    @Test
    void subscriptions_let_older_versions_through() {
        assertThat(Upcasters.namesOf(MessageTypes.ORDER_CREATED))
                .containsExactly("dev.convoy.order.OrderCreated.v2", "dev.convoy.order.OrderCreated.v1");
    }

    @Test
    void the_same_decision_has_the_same_id() {
        assertThat(EventIds.of(MessageTypes.ORDER_CREATED, "order-1"))
                .isEqualTo(EventIds.of(MessageTypes.ORDER_CREATED, "order-1"))
                .isNotEqualTo(EventIds.of(MessageTypes.ORDER_CREATED, "order-2"))
                .isNotEqualTo(EventIds.of(MessageTypes.ORDER_COMPLETED, "order-1"));
    }

    private static Envelope<OrderCreated> anOrderCreated() {
        OrderLine line = new OrderLine(new ProductId("pen"), 2, Amount.of("9.95"));
        OrderCreated data = new OrderCreated(
                new OrderId("order-1"), new CustomerId("ada"), Amount.of("19.90"), "EUR", "api", List.of(line), NOON);
        return new Envelope<>("event-1", MessageTypes.ORDER_CREATED, "order-1", NOON, null, "corr-1", "corr-1", data);
    }
}
