package dev.convoy.orchestrations.order;

import static dev.convoy.orchestrations.order.Orders.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.outbox.OutboxEntry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of orders does. */
public abstract class OrderBookContract {

    private static final Cause CAUSE = new Cause("PaymentFailed", "declined", "message-1");

    private final OrderId orderId = new OrderId("order-" + UUID.randomUUID());

    protected abstract OrderBook book();

    /** Puts an order in as the order API does. */
    protected abstract void insert(ObjectNode order);

    /** Message ids in the outbox of an order. */
    protected abstract List<String> outbox(OrderId orderId);

    @Test
    void an_order_that_is_not_there_is_not_found() {
        assertThat(book().find(orderId)).isEmpty();
    }

    @Test
    void an_order_is_found_as_it_was_put_in() {
        ObjectNode order = Json.tree(Orders.pending(orderId));
        insert(order);

        assertThat(book().find(orderId).orElseThrow().document()).isEqualTo(order);
    }

    @Test
    void a_change_moves_the_order_and_publishes_its_messages() {
        insert(Json.tree(Orders.pending(orderId)));
        StoredOrder before = book().find(orderId).orElseThrow();
        Change change = cancelling(before);

        book().commit(before, change);

        StoredOrder after = book().find(orderId).orElseThrow();
        assertThat(after.order().status()).isEqualTo(OrderStatus.Cancelled);
        assertThat(after.order().timeline()).extracting("step").containsExactly("PaymentFailed", "OrderCancelled");
        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(outbox(orderId))
                .containsExactlyElementsOf(
                        change.messages().stream().map(OutboxEntry::messageId).toList());
    }

    @Test
    void a_change_of_what_has_changed_is_refused_as_a_whole() {
        insert(Json.tree(Orders.pending(orderId)));
        StoredOrder before = book().find(orderId).orElseThrow();
        book().commit(before, requesting(before));

        assertThatThrownBy(() -> book().commit(before, cancelling(before))).isInstanceOf(OrderChangedException.class);

        assertThat(book().find(orderId).orElseThrow().order().status()).isEqualTo(OrderStatus.Pending);
        assertThat(outbox(orderId)).hasSize(1);
    }

    @Test
    void fields_of_a_later_build_survive_a_change() {
        insert(Json.tree(Orders.pending(orderId)).put("giftWrap", "red"));
        StoredOrder before = book().find(orderId).orElseThrow();

        book().commit(before, cancelling(before));

        assertThat(book().find(orderId)
                        .orElseThrow()
                        .document()
                        .path("giftWrap")
                        .asText())
                .isEqualTo("red");
    }

    private Change cancelling(StoredOrder before) {
        return change(before, new SagaStep.CancelUnpaid(orderId, "declined", CAUSE));
    }

    private Change requesting(StoredOrder before) {
        return change(before, new SagaStep.RequestPayment(orderId));
    }

    private static Change change(StoredOrder before, SagaStep step) {
        return ((Decision.Move) StepDecider.decide(before.order(), step, NOON)).change();
    }
}
