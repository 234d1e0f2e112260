package dev.convoy.functions.notification;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.CustomerId;
import dev.convoy.contracts.id.OrderId;
import dev.convoy.contracts.order.OrderCreated;
import dev.convoy.functions.notification.Notification.Attempt;
import dev.convoy.functions.notification.Notification.State;
import dev.convoy.functions.notification.NotificationChannel.Letter;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the customer what an event means. Remembers customers from {@code OrderCreated}, since later events do not name them. A
 * letter that was sent is not sent again; after a crash between sending and recording it may be, under the same id. Stateless.
 */
public final class NotifyCustomer {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyCustomer.class);

    private final NotificationBook book;
    private final NotificationChannel channel;
    private final Function<CustomerId, String> addresses;
    private final Clock clock;

    /** @param addresses where a customer is reached */
    public NotifyCustomer(
            NotificationBook book, NotificationChannel channel, Function<CustomerId, String> addresses, Clock clock) {
        this.book = book;
        this.channel = channel;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Handles one event.
     *
     * @throws dev.convoy.functions.platform.OutageException if store or channel do not answer, or the customer is not known
     *     yet; safe to retry
     * @throws UnexpectedMessageException if nobody is told of such events
     */
    public void handle(Envelope<?> event) {
        if (event.data() instanceof OrderCreated created) {
            book.remember(created.orderId(), created.customerId());
            return;
        }
        OrderId orderId = new OrderId(event.subject());
        String recipient =
                book.customerOf(orderId).map(addresses).orElseThrow(() -> new CustomerUnknownException(orderId));
        Letter letter = Templates.letter(event, recipient)
                .orElseThrow(() -> new UnexpectedMessageException(event, "notification"));
        deliver(letter, book.open(Notification.of(letter, orderId, clock.instant())));
    }

    private void deliver(Letter letter, NotificationBook.Entry entry) {
        if (entry.notification().state() != State.Pending) {
            return;
        }
        Instant now = clock.instant();
        try {
            channel.send(letter);
            book.record(entry, entry.notification().after(new Attempt(now, channel.name(), null), State.Sent));
        } catch (ChannelUnreachableException e) {
            book.record(entry, failed(entry, now, e, State.Pending));
            throw e;
        } catch (LetterRefusedException e) {
            book.record(entry, failed(entry, now, e, State.Refused));
            LOG.atError().addKeyValue("letterId", letter.id()).setCause(e).log("notification refused for good");
        }
    }

    private Notification failed(NotificationBook.Entry entry, Instant now, RuntimeException problem, State next) {
        return entry.notification().after(new Attempt(now, channel.name(), problem.getMessage()), next);
    }
}
