package dev.convoy.functions.payment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway that decides by test token and moves no money:
 *
 * <pre>
 * tok_approve                 charged
 * tok_decline                 declined
 * tok_insufficient_funds      declined
 * tok_timeout_then_success    charged, but the first answer is lost
 * tok_flaky_3                 no answer three times, then charged
 * tok_refund_flaky_3          charged; the refund gets no answer three times, then succeeds
 * tok_refund_stuck            charged; the refund never gets an answer
 * anything else               declined as unknown
 * </pre>
 *
 * It counts attempts per key in memory, at most {@value #REMEMBERED} keys for an hour: a restart begins to count anew, which
 * only lengthens an outage. Safe for use by several threads.
 */
public final class SimulatedPaymentGateway implements PaymentGateway {

    private static final int REMEMBERED = 100_000;
    private static final Pattern FLAKY = Pattern.compile("tok_flaky_([0-9]{1,3})");
    private static final Pattern REFUND_FLAKY = Pattern.compile("tok_refund_flaky_([0-9]{1,3})");
    private static final String REFUND_STUCK = "tok_refund_stuck";
    private static final String REFERENCE_PREFIX = "sim:";

    private final Cache<String, AtomicInteger> attempts = remembering();
    private final Cache<String, String> charges = remembering();

    private static <T> Cache<String, T> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(Duration.ofHours(1))
                .build();
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        String token = charge.paymentToken();
        return switch (token) {
            case "tok_approve", REFUND_STUCK -> charged(charge);
            case "tok_decline" -> new ChargeOutcome.Declined("card declined");
            case "tok_insufficient_funds" -> new ChargeOutcome.Declined("insufficient funds");
            case "tok_timeout_then_success" -> chargedButFirstAnswerLost(charge);
            default -> byPattern(charge);
        };
    }

    private ChargeOutcome byPattern(Charge charge) {
        Matcher flaky = FLAKY.matcher(charge.paymentToken());
        if (flaky.matches()) {
            failFirst(Integer.parseInt(flaky.group(1)), "charge", charge.idempotencyKey());
            return charged(charge);
        }
        return REFUND_FLAKY.matcher(charge.paymentToken()).matches()
                ? charged(charge)
                : new ChargeOutcome.Declined("unknown payment token");
    }

    private ChargeOutcome chargedButFirstAnswerLost(Charge charge) {
        ChargeOutcome outcome = charged(charge);
        failFirst(1, "charge", charge.idempotencyKey());
        return outcome;
    }

    private ChargeOutcome charged(Charge charge) {
        String reference = REFERENCE_PREFIX + charge.paymentToken();
        charges.put(charge.idempotencyKey(), reference);
        return new ChargeOutcome.Charged(reference);
    }

    @Override
    public RefundOutcome refund(Refund refund) {
        Optional<String> reference =
                refund.reference().or(() -> Optional.ofNullable(charges.getIfPresent(refund.chargeKey())));
        if (reference.isEmpty()) {
            return RefundOutcome.NOTHING_CHARGED;
        }
        String token = reference.get().substring(REFERENCE_PREFIX.length());
        Matcher flaky = REFUND_FLAKY.matcher(token);
        if (flaky.matches()) {
            failFirst(Integer.parseInt(flaky.group(1)), "refund", refund.idempotencyKey());
        }
        if (token.equals(REFUND_STUCK)) {
            throw new GatewayUnreachableException("refund", refund.idempotencyKey());
        }
        return RefundOutcome.REFUNDED;
    }

    private void failFirst(int failures, String operation, String key) {
        int attempt = attempts.get(operation + key, id -> new AtomicInteger()).incrementAndGet();
        if (attempt <= failures) {
            throw new GatewayUnreachableException(operation, key);
        }
    }
}
