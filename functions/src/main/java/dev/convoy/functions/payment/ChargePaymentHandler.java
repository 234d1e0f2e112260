package dev.convoy.functions.payment;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.functions.payment.PaymentGateway.Charge;
import dev.convoy.functions.payment.PaymentGateway.ChargeOutcome;
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
 * Charges an order once. The gateway is asked before anything is written; a crash in between asks it again under the same key.
 * A payment that was voided meanwhile is given back at the gateway, however far the charge had come. Stateless.
 */
public final class ChargePaymentHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ChargePaymentHandler.class);

    private final PaymentBook book;
    private final PaymentGateway gateway;
    private final Clock clock;

    public ChargePaymentHandler(PaymentBook book, PaymentGateway gateway, Clock clock) {
        this.book = book;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** @throws dev.convoy.functions.platform.OutageException if store or gateway do not answer; safe to retry */
    public void handle(Envelope<?> command, OrderPaymentRequested wanted) {
        Overtaking.retry("payment of order " + wanted.orderId(), () -> decide(command, wanted));
    }

    private Effect.Outcome decide(Envelope<?> command, OrderPaymentRequested wanted) {
        Optional<PaymentBook.Entry> before = book.find(wanted.orderId());
        if (before.isEmpty()) {
            return charge(command, wanted);
        }
        Payment payment = before.get().payment();
        if (payment.status() == PaymentStatus.Voided) {
            gateway.refund(GatewayKeys.refund(payment));
        }
        return book.repeat(command, payment.orderId(), PaymentAnswers.toCharge(command, payment), now());
    }

    private Effect.Outcome charge(Envelope<?> command, OrderPaymentRequested wanted) {
        OrderId orderId = wanted.orderId();
        ChargeOutcome outcome =
                gateway.charge(new Charge(GatewayKeys.charge(orderId), wanted.paymentToken(), wanted.amount()));
        Instant now = now();
        Payment payment =
                switch (outcome) {
                    case ChargeOutcome.Charged(String reference) ->
                        Payment.succeeded(orderId, wanted.amount(), reference, now);
                    case ChargeOutcome.Declined(String reason) -> Payment.failed(orderId, wanted.amount(), reason, now);
                };
        List<LedgerEntry> postings = payment.status() == PaymentStatus.Succeeded
                ? LedgerEntry.charge(orderId, wanted.amount(), now)
                : List.of();
        Effect.Outcome written = book.open(command, payment, postings, PaymentAnswers.toCharge(command, payment));
        LOG.atInfo()
                .addKeyValue("orderId", orderId)
                .addKeyValue("status", payment.status())
                .addKeyValue("outcome", written)
                .log("charge decided");
        return written;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
