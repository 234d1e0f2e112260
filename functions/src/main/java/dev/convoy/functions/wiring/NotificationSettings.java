package dev.convoy.functions.wiring;

import dev.convoy.contracts.id.CustomerId;
import dev.convoy.functions.notification.LogChannel;
import dev.convoy.functions.notification.NotificationChannel;
import dev.convoy.functions.notification.SmtpAddress;
import dev.convoy.functions.notification.SmtpChannel;
import java.util.Optional;

/**
 * How customers are told.
 *
 * @param smtp {@code SmtpUrl}; empty to log instead
 * @param sender {@code NotificationSender}
 * @param recipient {@code NotificationRecipient}: an address with {@code {customerId}} in it
 */
record NotificationSettings(Optional<SmtpAddress> smtp, String sender, String recipient) {

    static final String USUAL_SENDER = "orders@convoy.example";
    static final String USUAL_RECIPIENT = "{customerId}@customers.example";
    private static final String PLACE = "{customerId}";

    NotificationSettings {
        if (!sender.contains("@")) {
            throw new IllegalArgumentException("setting NotificationSender must be a mail address");
        }
        if (!recipient.contains("@") || !recipient.contains(PLACE)) {
            throw new IllegalArgumentException("setting NotificationRecipient must be a mail address with " + PLACE);
        }
    }

    NotificationChannel channel() {
        return smtp.<NotificationChannel>map(server -> new SmtpChannel(server, sender))
                .orElseGet(LogChannel::new);
    }

    String addressOf(CustomerId customerId) {
        return recipient.replace(PLACE, customerId.value());
    }
}
