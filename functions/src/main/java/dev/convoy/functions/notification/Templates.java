package dev.convoy.functions.notification;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.order.OrderCancelled;
import dev.convoy.contracts.order.OrderCompleted;
import dev.convoy.contracts.payment.PaymentFailed;
import dev.convoy.functions.notification.NotificationChannel.Letter;
import java.util.Optional;

/** The texts that customers get. Stateless. */
final class Templates {

    private Templates() {}

    /** The letter about an event, if it deserves one. */
    static Optional<Letter> letter(Envelope<?> event, String recipient) {
        return switch (event.data()) {
            case OrderCompleted completed ->
                Optional.of(new Letter(
                        event.id(), recipient, "Your order " + completed.orderId() + " is on its way", """
                        Hello,

                        your order %s was paid and its goods are reserved for you.
                        """.formatted(
                                        completed.orderId())));
            case OrderCancelled cancelled ->
                Optional.of(new Letter(
                        event.id(), recipient, "Your order " + cancelled.orderId() + " is cancelled", """
                        Hello,

                        your order %s is cancelled: %s. Whatever you paid for it has been returned.
                        """.formatted(
                                        cancelled.orderId(), cancelled.cancellationReason())));
            case PaymentFailed failed ->
                Optional.of(new Letter(
                        event.id(),
                        recipient,
                        "The payment of your order " + failed.orderId() + " failed",
                        """
                        Hello,

                        we could not charge %s for your order %s: %s.
                        """.formatted(failed.amount(), failed.orderId(), failed.failureReason())));
            default -> Optional.empty();
        };
    }
}
