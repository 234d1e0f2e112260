package dev.convoy.functions.payment;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.RefundId;
import dev.convoy.contracts.money.Amount;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.contracts.payment.PaymentRefunded;
import dev.convoy.contracts.payment.PaymentSucceeded;
import java.time.Instant;

/** What payment says about a payment as it stands. Each command gets one answer of its own. Stateless. */
final class PaymentAnswers {

    private static final String TAKEN_BACK = "refunded before it was asked for again";

    private PaymentAnswers() {}

    /** The answer to a wish to charge. */
    static Envelope<?> toCharge(Envelope<?> command, Payment payment) {
        return switch (payment.status()) {
            case Succeeded ->
                answer(
                        command,
                        MessageTypes.PAYMENT_SUCCEEDED,
                        payment.updatedAt(),
                        new PaymentSucceeded(payment.id(), payment.orderId(), payment.amount(), payment.createdAt()));
            case Failed, Voided -> failed(command, payment, String.valueOf(payment.failureReason()));
            case Refunded -> failed(command, payment, TAKEN_BACK);
        };
    }

    private static Envelope<?> failed(Envelope<?> command, Payment payment, String reason) {
        return answer(
                command,
                MessageTypes.PAYMENT_FAILED,
                payment.updatedAt(),
                new PaymentFailed(payment.id(), payment.orderId(), payment.amount(), reason, payment.updatedAt()));
    }

    /** The answer to a wish to refund; zero if nothing had been charged. */
    static Envelope<?> toRefund(Envelope<?> command, Payment payment) {
        Amount refunded = payment.status() == PaymentStatus.Refunded ? payment.amount() : Amount.ZERO;
        return answer(
                command,
                MessageTypes.PAYMENT_REFUNDED,
                payment.updatedAt(),
                new PaymentRefunded(
                        RefundId.of(payment.orderId()),
                        payment.id(),
                        payment.orderId(),
                        refunded,
                        payment.updatedAt()));
    }

    private static <T> Envelope<T> answer(Envelope<?> command, MessageType<T> type, Instant at, T data) {
        return command.causes(EventIds.of(type, command.subject(), command.id()), type, at, data);
    }
}
