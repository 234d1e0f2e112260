package dev.convoy.functions.payment;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.order.RefundPayment;
import dev.convoy.functions.platform.inbox.Effect;
import dev.convoy.functions.platform.inbox.Overtaking;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the money of an order back, once. A refund that comes before its charge voids the payment, so that the charge is never
 * kept. Stateless.
 */
public final class RefundPaymentHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefundPaymentHandler.class);

    private final PaymentBook book;
    private final PaymentGateway gateway;
    private final Clock clock;

    public RefundPaymentHandler(PaymentBook book, PaymentGateway gateway, Clock clock) {
        this.book = book;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if store or gateway do not answer; safe to retry */
    public void handle(Envelope<?> command, RefundPayment wanted) {
        Overtaking.retry("payment of order " + wanted.orderId(), () -> decide(command, wanted));
    }

    private Effect.Outcome decide(Envelope<?> command, RefundPayment wanted) {
        Optional<PaymentBook.Entry> before = book.find(wanted.orderId());
        return before.isEmpty() ? voidCharge(command, wanted) : giveBack(command, before.get());
    }

    private Effect.Outcome voidCharge(Envelope<?> command, RefundPayment wanted) {
        Payment payment = Payment.voided(wanted.orderId(), wanted.amount(), wanted.reason(), now());
        gateway.refund(GatewayKeys.refund(payment)); // a charge may have got through without our hearing of it
        return book.open(command, payment, List.of(), PaymentAnswers.toRefund(command, payment));
    }

    private Effect.Outcome giveBack(Envelope<?> command, PaymentBook.Entry before) {
        Payment payment = before.payment();
        return switch (payment.status()) {
            case Failed, Refunded, Voided ->
                book.repeat(command, payment.orderId(), PaymentAnswers.toRefund(command, payment), now());
            case Succeeded -> refund(command, before);
        };
    }

    private Effect.Outcome refund(Envelope<?> command, PaymentBook.Entry before) {
        PaymentGateway.RefundOutcome outcome = gateway.refund(GatewayKeys.refund(before.payment()));
        if (outcome == PaymentGateway.RefundOutcome.NOTHING_CHARGED) {
            throw new IllegalStateException(
                    "the gateway knows no charge of order " + before.payment().orderId());
        }
        Instant now = now();
        Payment refunded = before.payment().refunded(now);
        LOG.atInfo().addKeyValue("orderId", refunded.orderId()).log("payment refunded");
        return book.change(
                command,
                before,
                refunded,
                LedgerEntry.refund(refunded.orderId(), refunded.amount(), now),
                PaymentAnswers.toRefund(command, refunded));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
