package dev.convoy.systemtests.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The money that moved for one order: every posting of the payment context, seen from the account that the gateway owes us.
 *
 * @param status of the payment, empty if none was ever asked for
 */
public record Ledger(String status, List<Posting> postings) {

    private static final String OURS = "gateway-receivable";

    public Ledger {
        postings = List.copyOf(postings);
    }

    /** How often money was taken. */
    public long charges() {
        return count("charge");
    }

    /** How often money was given back. */
    public long refunds() {
        return count("refund");
    }

    /** What is left of it: zero for a cancelled order. */
    public BigDecimal balance() {
        return postings.stream()
                .filter(posting -> posting.account().equals(OURS))
                .map(Posting::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was taken in all. */
    public BigDecimal charged() {
        return sum("charge");
    }

    /** What was given back in all; positive. */
    public BigDecimal refunded() {
        return sum("refund").negate();
    }

    /** Whether each posting has its other side. */
    public boolean sumsToZero() {
        return postings.stream()
                        .map(Posting::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .signum()
                == 0;
    }

    private long count(String kind) {
        return ours(kind).count();
    }

    private BigDecimal sum(String kind) {
        return ours(kind).map(Posting::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<Posting> ours(String kind) {
        return postings.stream()
                .filter(posting -> posting.account().equals(OURS))
                .filter(posting -> posting.kind().equals(kind));
    }

    /** Reads the answer of {@code GET /api/payments}; without postings if there was no payment. */
    public static Ledger of(JsonNode body) {
        List<Posting> postings = new ArrayList<>();
        for (JsonNode entry : body.path("ledger")) {
            postings.add(new Posting(
                    entry.path("posting").asText(),
                    entry.path("account").asText(),
                    new BigDecimal(entry.path("amount").asText())));
        }
        return new Ledger(body.path("status").asText(), postings);
    }

    /**
     * One side of a posting.
     *
     * @param kind {@code charge} or {@code refund}
     * @param amount positive for debit, negative for credit
     */
    public record Posting(String kind, String account, BigDecimal amount) {}
}
