package dev.convoy.orchestrations.order;

import static dev.convoy.orchestrations.order.Orders.NOON;
import static dev.convoy.orchestrations.order.Orders.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedOrderTest {

    @Test
    void fields_that_this_build_does_not_know_stay_and_the_one_read_is_left_alone() {
        ObjectNode before = Json.tree(Orders.pending(ORDER)).put("ofTheFuture", 7);
        ObjectNode copy = before.deepCopy();

        ObjectNode after = ChangedOrder.document(
                new StoredOrder(before, "v1"), change(new OrderState.Paid(Optional.empty()), List.of()));

        assertThat(after.path("ofTheFuture").asInt()).isEqualTo(7);
        assertThat(after.path("status").asText()).isEqualTo("Paid");
        assertThat(after.path("updatedAt").asText()).isEqualTo("2026-03-01T12:01:00Z");
        assertThat(before).isEqualTo(copy);
    }

    @Test
    void an_endless_timeline_loses_entries_of_its_middle() {
        List<TimelineEntry> many = IntStream.range(0, ChangedOrder.LONGEST_TIMELINE + 5)
                .mapToObj(i -> new TimelineEntry("step-" + i, NOON, null))
                .toList();

        JsonNode timeline = ChangedOrder.document(
                        new StoredOrder(Json.tree(Orders.pending(ORDER)), "v1"),
                        change(new OrderState.Pending(Optional.empty()), many))
                .path("timeline");

        assertThat(timeline).hasSize(200);
        assertThat(timeline.path(0).path("step").asText()).isEqualTo("step-0");
        assertThat(timeline.path(99).path("step").asText()).isEqualTo("step-99");
        assertThat(timeline.path(100).path("step").asText()).isEqualTo("step-105");
        assertThat(timeline.path(199).path("step").asText()).isEqualTo("step-204");
    }

    @ParameterizedTest
    @CsvSource({"Cancelled, cancelledAt", "NeedsAttention, cancellationReason"})
    void a_document_that_contradicts_itself_is_a_bug_and_named(OrderStatus status, String field) {
        OrderDocument broken =
                new StoredOrder(Json.tree(Orders.pending(ORDER)).put("status", status.name()), "v1").order();

        assertThatThrownBy(() -> OrderState.of(broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order order-1 is " + status + " and lacks " + field);
    }

    @Test
    void an_intervention_is_kept_beside_the_order() {
        var entry = new AuditEntry("settle-2", "settle", "eve", "in cash", NOON);

        assertThat(entry.toDocument("orderId", "order-1")).isEqualTo(Json.read("""
                        {"id": "audit-settle-2", "orderId": "order-1", "kind": "audit", "action": "settle", "operator": "eve",
                         "note": "in cash", "at": "2026-03-01T12:00:00Z"}""", ObjectNode.class));
    }

    private static Change change(OrderState next, List<TimelineEntry> timeline) {
        return new Change(next, NOON.plusSeconds(60), timeline, List.of(), List.of());
    }
}
