package dev.convoy.functions.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.money.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * One side of a posting; the sides of a posting sum to zero. A charge debits what the gateway owes us and credits sales, a
 * refund does the reverse.
 *
 * @param id one per order, posting and account: posting twice conflicts
 * @param amount positive for debit, negative for credit; decimal text
 */
record LedgerEntry(
        String id, OrderId orderId, String kind, String posting, String account, BigDecimal amount, Instant postedAt) {

    static final String KIND = "ledger";
    private static final String RECEIVABLE = "gateway-receivable";
    private static final String SALES = "sales";

    static List<LedgerEntry> charge(OrderId orderId, Amount amount, Instant now) {
        return posting("charge", orderId, amount.value(), now);
    }

    static List<LedgerEntry> refund(OrderId orderId, Amount amount, Instant now) {
        return posting("refund", orderId, amount.value().negate(), now);
    }

    private static List<LedgerEntry> posting(String posting, OrderId orderId, BigDecimal amount, Instant now) {
        return List.of(
                side(posting, orderId, RECEIVABLE, amount, now), side(posting, orderId, SALES, amount.negate(), now));
    }

    private static LedgerEntry side(String posting, OrderId orderId, String account, BigDecimal amount, Instant now) {
        return new LedgerEntry("ledger-" + posting + "-" + account, orderId, KIND, posting, account, amount, now);
    }

    /** The entry as a document; amounts as text, like everywhere. */
    ObjectNode toDocument() {
        return Json.tree(this).put("amount", amount.toPlainString());
    }
}
