package dev.convoy.functions.notification;

import static dev.convoy.functions.Sample.CLOCK;
import static dev.convoy.functions.Sample.NOON;
import static dev.convoy.functions.Sample.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.functions.Sample;
import dev.convoy.functions.notification.Notification.State;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;
import dev.convoy.functions.platform.store.InMemoryDocumentStore;
import dev.convoy.functions.platform.store.OvertakenDocumentStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyCustomerTest {

    private final NotificationBook book = new NotificationBook(new InMemoryDocumentStore("orderId"));
    private final FailingChannel channel = new FailingChannel();
    private final NotifyCustomer notifying =
            new NotifyCustomer(book, channel, customer -> customer + "@example.com", CLOCK);

    @Test
    void a_completed_order_is_told_to_who_placed_it() {
        notifying.handle(Sample.created("e1", NOON));
        notifying.handle(Sample.completed("e2", NOON));

        assertThat(channel.sent).singleElement().satisfies(letter -> {
            assertThat(letter.recipient()).isEqualTo("ada@example.com");
            assertThat(letter.subject()).isEqualTo("Your order ord-1 is on its way");
        });
        assertThat(book.of(ORDER)).singleElement().satisfies(notification -> {
            assertThat(notification.state()).isEqualTo(State.Sent);
            assertThat(notification.attempts()).hasSize(1);
        });
    }

    @Test
    void a_failed_payment_and_what_follows_are_two_letters() {
        notifying.handle(Sample.created("e1", NOON));
        notifying.handle(Sample.paymentFailed("e2", NOON));
        notifying.handle(Sample.cancelled("e3", NOON));

        assertThat(channel.sent.getFirst().subject()).isEqualTo("The payment of your order ord-1 failed");
        assertThat(channel.sent.getFirst().body()).contains("19.90", "card declined");
        assertThat(book.of(ORDER))
                .extracting(Notification::id)
                .containsExactlyInAnyOrder("notification-e2", "notification-e3");
    }

    @Test
    void a_letter_that_another_instance_sends_meanwhile_is_recorded_once() {
        InMemoryDocumentStore store = new InMemoryDocumentStore("orderId");
        OvertakenDocumentStore slow = new OvertakenDocumentStore(store);
        var fast = new NotifyCustomer(new NotificationBook(store), channel, String::valueOf, CLOCK);
        fast.handle(Sample.created("e1", NOON));
        slow.first(() -> fast.handle(Sample.completed("e2", NOON)));

        new NotifyCustomer(new NotificationBook(slow), channel, String::valueOf, CLOCK)
                .handle(Sample.completed("e2", NOON));

        assertThat(channel.sent).hasSize(1);
        assertThat(new NotificationBook(store).of(ORDER))
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempts()).hasSize(1));
    }

    @Test
    void an_event_delivered_twice_is_told_once() {
        notifying.handle(Sample.created("e1", NOON));
        notifying.handle(Sample.cancelled("e2", NOON));
        notifying.handle(Sample.cancelled("e2", NOON));

        assertThat(channel.sent).hasSize(1);
        assertThat(channel.sent.getFirst().body()).contains("out of stock");
    }

    @Test
    void each_failed_attempt_is_recorded_until_it_is_sent() {
        notifying.handle(Sample.created("e1", NOON));
        channel.failures = 2;

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> notifying.handle(Sample.completed("e2", NOON)))
                    .isInstanceOf(ChannelUnreachableException.class);
        }
        notifying.handle(Sample.completed("e2", NOON));

        Notification notification = book.of(ORDER).getFirst();
        assertThat(notification.state()).isEqualTo(State.Sent);
        assertThat(notification.attempts())
                .extracting(Notification.Attempt::problem)
                .containsExactly("channel test did not take e2: down", "channel test did not take e2: down", null);
    }

    @Test
    void a_refused_letter_is_not_tried_again() {
        notifying.handle(Sample.created("e1", NOON));
        channel.refuses = true;

        notifying.handle(Sample.completed("e2", NOON));
        channel.refuses = false;
        notifying.handle(Sample.completed("e2", NOON));

        assertThat(channel.sent).isEmpty();
        assertThat(book.of(ORDER).getFirst().state()).isEqualTo(State.Refused);
    }

    @Test
    void an_event_before_its_customer_is_known_is_for_later() {
        assertThatThrownBy(() -> notifying.handle(Sample.completed("e2", NOON)))
                .isInstanceOf(CustomerUnknownException.class);
    }

    @Test
    void events_that_nobody_is_told_of_are_unexpected() {
        notifying.handle(Sample.created("e1", NOON));

        assertThatThrownBy(() -> notifying.handle(Sample.paid("e2", NOON)))
                .isInstanceOf(UnexpectedMessageException.class);
    }

    private static final class FailingChannel implements NotificationChannel {

        private final List<Letter> sent = new ArrayList<>();
        private int failures;
        private boolean refuses;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void send(Letter letter) {
            if (refuses) {
                throw new LetterRefusedException(name(), letter.id(), new IllegalStateException("no"));
            }
            if (failures-- > 0) {
                throw new ChannelUnreachableException(name(), letter.id(), new IllegalStateException("down"));
            }
            sent.add(letter);
        }
    }
}
