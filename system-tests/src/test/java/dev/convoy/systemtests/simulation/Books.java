package dev.convoy.systemtests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderDocument;
import dev.convoy.contracts.order.OrderLine;
import dev.convoy.contracts.order.OrderStatus;
import dev.convoy.contracts.order.TimelineEntry;
import dev.convoy.contracts.outbox.OutboxEntry;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.orchestrations.replay.ReplayInstance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must be true after every run, whatever went wrong in it. */
final class Books {

    /** Where an order may go from where it was seen; staying is always allowed. */
    private static final Map<String, Set<String>> LEGAL = Map.of(
            "Pending", Set.of("Paid", "Cancelled"),
            "Paid", Set.of("Completed", "Cancelled", "NeedsAttention"),
            "Cancelled", Set.of("NeedsAttention"),
            "NeedsAttention", Set.of("Cancelled"),
            "Completed", Set.of());

    private final Run run;

    Books(Run run) {
        this.run = run;
    }

    void balance() {
        everyOrderIsInAFinalState();
        everyMoveWasLegal();
        everySagaHasEnded();
        moneyAgrees();
        stockAgrees();
        everyFactWasPublishedAndDelivered();
        endsWereAnnouncedOnce();
    }

    private void everyOrderIsInAFinalState() {
        for (OrderId order : run.orders) {
            assertThat(run.status(order)).as("status of " + order).matches(OrderStatus::isFinal, "is final");
        }
    }

    private void everyMoveWasLegal() {
        Map<String, String> last = new HashMap<>();
        for (JsonNode version : run.world.orders.feed()) {
            if (version.path("kind").asText().equals(OrderDocument.KIND)) {
                String status = version.path("status").asText();
                String before = last.put(version.path("id").asText(), status);
                assertThat(before == null
                                || before.equals(status)
                                || LEGAL.get(before).contains(status))
                        .as(before + " to " + status)
                        .isTrue();
            }
        }
    }

    private void everySagaHasEnded() {
        for (ReplayInstance instance : run.world.hub.instances()) {
            assertThat(instance.failure()).as("failure of " + instance).isEmpty();
            assertThat(instance.isRunning()).as(instance + " runs").isFalse();
        }
    }

    private void moneyAgrees() {
        BigDecimal completed =
                completed().map(order -> order.totalAmount().value()).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(run.world.gateway.kept()).as("kept by the gateway").isEqualByComparingTo(completed);
        assertThat(ledger("gateway-receivable")).as("receivable").isEqualByComparingTo(completed);
        assertThat(ledger("sales")).as("sales").isEqualByComparingTo(completed.negate());
    }

    private BigDecimal ledger(String account) {
        return run.world.payments.all("ledger").stream()
                .filter(entry -> entry.path("account").asText().equals(account))
                .map(entry -> new BigDecimal(entry.path("amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void stockAgrees() {
        Map<String, Long> sold = new HashMap<>();
        completed()
                .flatMap(order -> order.items().stream())
                .forEach((OrderLine line) -> sold.merge(line.productId().value(), (long) line.quantity(), Long::sum));
        for (ObjectNode stock : run.world.stock.all("stock")) {
            long available = stock.path("available").asLong();
            long held = stock.path("held").asLong();
            String product = stock.path("id").asText();
            assertThat(available).as(product + " available").isNotNegative();
            assertThat(held).as(product + " held").isEqualTo(sold.getOrDefault(product, 0L));
            assertThat(available + held).as(product + " in all").isEqualTo(run.stockOfEach);
        }
    }

    private Stream<OrderDocument> completed() {
        return run.orders.stream().map(run::order).filter(order -> order.status() == OrderStatus.Completed);
    }

    private void everyFactWasPublishedAndDelivered() {
        List<String> written = Stream.of(run.world.orders, run.world.payments, run.world.reservations)
                .flatMap(store -> store.all(OutboxEntry.KIND).stream())
                .map(entry -> entry.path("messageId").asText())
                .toList();
        assertThat(run.world.bus.published().keySet()).containsAll(written);
        assertThat(run.world.delivered()).containsAll(written);
    }

    private void endsWereAnnouncedOnce() {
        for (OrderId id : run.orders) {
            List<String> announced = run.world.orders.all(OutboxEntry.KIND).stream()
                    .filter(entry -> entry.path("orderId").asText().equals(id.value()))
                    .filter(entry -> entry.path("destination").asText().equals(Entities.EVENTS))
                    .map(entry -> entry.path("subject").asText())
                    .filter(subject -> subject.equals("OrderCompleted") || subject.equals("OrderCancelled"))
                    .toList();
            assertThat(announced)
                    .as("announced of " + id + " after "
                            + run.order(id).timeline().stream()
                                    .map(TimelineEntry::step)
                                    .toList())
                    .containsExactly("Order" + run.status(id));
        }
    }
}
