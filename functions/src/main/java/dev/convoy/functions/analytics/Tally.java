package dev.convoy.functions.analytics;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What events add to counters: one each under their short name, money in hundredths besides. Stateless. */
final class Tally {

    /** Money taken, in hundredths. */
    static final String CHARGED = "chargedHundredths";
    /** Money given back, in hundredths. */
    static final String REFUNDED = "refundedHundredths";

    private Tally() {}

    static Map<String, Long> of(Envelope<?> event) {
        Map<String, Long> additions = new TreeMap<>();
        additions.put(event.type().shortName(), 1L);
        switch (event.data()) {
            case PaymentSucceeded paid -> additions.put(CHARGED, hundredths(paid.amount()));
            case PaymentRefunded refunded -> additions.put(REFUNDED, hundredths(refunded.amount()));
            default -> {
                // counted, no money in it
            }
        }
        return additions;
    }

    private static long hundredths(Amount amount) {
        return amount.value().movePointRight(2).longValueExact();
    }

    static String money(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).toPlainString();
    }
}
