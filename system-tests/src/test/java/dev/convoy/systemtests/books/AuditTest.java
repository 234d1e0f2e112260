package dev.convoy.systemtests.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.systemtests.client.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {

    private static final String CHARGE = "charge gateway-receivable 10.00, charge sales -10.00";
    private static final String REFUND = "refund gateway-receivable -10.00, refund sales 10.00";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void a_completed_and_a_cancelled_order_balance() {
        Findings findings = audit(
                List.of(
                        order("o1", "Completed", "None", CHARGE),
                        order("o2", "Cancelled", "Done", CHARGE + ", " + REFUND)),
                new Snapshot.Level("pen", 3, 2),
                Map.of("OrderCreated", 2L, "OrderCompleted", 1L, "OrderCancelled", 1L),
                "20.00",
                "10.00");

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.atRest()).isTrue();
        assertThat(findings.lines())
                .containsExactly(
                        "2 orders {Cancelled=1, Completed=1}, 0 under way, 0 settled by hand",
                        "charged 20.00, refunded 10.00, kept 10.00",
                        "the books balance");
    }

    @ParameterizedTest(name = "{0}, refund {1}, postings {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Completed | None | '' | is completed, but 0 of 10.00 was kept",
                "Completed | None | charge gateway-receivable 9.00, charge sales -9.00 | is completed, but 9.00 of 10.00 was kept",
                "Cancelled | Done | charge gateway-receivable 10.00, charge sales -10.00 | is cancelled, but 10.00 was kept",
                "Pending   | None | charge gateway-receivable 4.00, charge sales -4.00 | keeps 4.00 of 10.00",
                "Completed | None | charge gateway-receivable 10.00 | postings do not sum to zero",
                "Pending   | None | charge gateway-receivable 5.00, charge gateway-receivable 5.00, charge sales -10.00 | was charged 2 times",
                "Cancelled | Done | refund gateway-receivable -10.00, refund sales 10.00 | was refunded 1 times",
            })
    void money_out_of_place_is_found(String status, String refund, String postings, String problem) {
        Findings findings = audit(
                List.of(order("o1", status, refund, postings)), new Snapshot.Level("pen", 3, 2), Map.of(), "0", "0");

        assertThat(findings.problems()).contains("order o1: " + problem);
    }

    @ParameterizedTest(name = "{0}, refund {1}: {2}")
    @CsvSource({
        "Cancelled, Settled, charge gateway-receivable 10.00; charge sales -10.00",
        "NeedsAttention, Asked, charge gateway-receivable 10.00; charge sales -10.00",
        "NeedsAttention, Asked, ''",
        "Cancelled, Asked, charge gateway-receivable 10.00; charge sales -10.00",
        "Paid, None, charge gateway-receivable 10.00; charge sales -10.00",
        "Pending, None, ''"
    })
    void what_is_under_way_or_settled_by_hand_may_stand_on_either_side(String status, String refund, String postings) {
        Findings findings = audit(
                List.of(
                        order("o1", status, refund, postings.replace(';', ',')),
                        order("o2", "Pending", "None", "")), // so that analytics is not counted yet
                new Snapshot.Level("pen", 3, 0),
                Map.of(),
                "0",
                "0");

        assertThat(findings.problems()).isEmpty();
        assertThat(findings.atRest()).isFalse();
    }

    @Test
    void stock_held_for_nobody_is_found() {
        Findings findings = audit(
                List.of(order("o1", "Cancelled", "None", "")),
                new Snapshot.Level("pen", 3, 2),
                Map.of("OrderCreated", 1L, "OrderCancelled", 1L),
                "0",
                "0");

        assertThat(findings.problems())
                .containsExactly("product pen: 2 held and 3 available, but 0 sold and 0 perhaps held");
    }

    @Test
    void stock_sold_and_not_held_is_found_and_so_is_a_product_that_does_not_exist() {
        var completed = order("o1", "Completed", "None", CHARGE);
        Map<String, Long> counts = Map.of("OrderCreated", 1L, "OrderCompleted", 1L);

        assertThat(audit(List.of(completed), new Snapshot.Level("pen", 3, 1), counts, "10.00", "0")
                        .problems())
                .containsExactly("product pen: 1 held and 3 available, but 2 sold and 0 perhaps held");
        assertThat(audit(List.of(completed), new Snapshot.Level("ink", 3, 0), counts, "10.00", "0")
                        .problems())
                .containsExactly("product pen: was sold and does not exist");
    }

    @Test
    void an_event_counted_twice_is_found_and_money_counted_twice() {
        Findings findings = audit(
                List.of(order("o1", "Completed", "None", CHARGE)),
                new Snapshot.Level("pen", 3, 2),
                Map.of("OrderCreated", 2L, "OrderCompleted", 1L),
                "20.00",
                "0");

        assertThat(findings.problems())
                .containsExactly(
                        "analytics counted 2 OrderCreated, but there are 1",
                        "analytics counted 20.00 charged, but the ledgers say 10.00");
        assertThat(findings.balance()).isFalse();
    }

    private static Findings audit(
            List<OrderEntry> orders, Snapshot.Level level, Map<String, Long> counted, String charged, String refunded) {
        return Audit.of(
                new Snapshot(orders, List.of(level), counted, new BigDecimal(charged), new BigDecimal(refunded)));
    }

    /** An order of two pens for 10.00. */
    private static OrderEntry order(String id, String status, String refund, String postings) {
        String cancelled = status.equals("Cancelled") ? ",\"cancelledAt\":\"2026-03-01T12:00:00Z\"" : "";
        JsonNode order = tree("{\"orderId\":\"" + id + "\",\"status\":\"" + status + "\",\"totalAmount\":\"10.00\","
                + "\"items\":[{\"productId\":\"pen\",\"quantity\":2}],\"compensation\":{\"refund\":\"" + refund
                + "\",\"release\":\"None\"},\"createdAt\":\"2026-03-01T11:00:00Z\"" + cancelled + "}");
        return OrderEntry.of(order, Ledger.of(ledger(postings)));
    }

    private static JsonNode ledger(String postings) {
        var ledger = MAPPER.createObjectNode();
        var entries = ledger.putArray("ledger");
        for (String posting : postings.isBlank() ? new String[0] : postings.split(",")) {
            String[] words = posting.strip().split(" ");
            entries.addObject()
                    .put("posting", words[0])
                    .put("account", words[1])
                    .put("amount", words[2]);
        }
        return ledger;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
