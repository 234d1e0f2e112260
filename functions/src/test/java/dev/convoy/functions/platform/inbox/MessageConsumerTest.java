package dev.convoy.functions.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.delivery.Redelivery;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.Sample;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.BusUnreachableException;
import dev.convoy.functions.platform.servicebus.InMemoryMessageBus;
import dev.convoy.functions.platform.store.StoreUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageConsumerTest {

    private static final String QUEUE = "commands";
    private static final MessageConsumer.Handler OUTAGE = message -> {
        throw new StoreUnreachableException("read", "x", new IllegalStateException());
    };

    private final InMemoryMessageBus bus = new InMemoryMessageBus();
    private final MessageConsumer consumer =
            new MessageConsumer(QUEUE, bus, new ParkingLot(bus), Redelivery.DEFAULT, Sample.CLOCK, new Random(1));

    @Test
    void a_good_message_is_handled() {
        List<String> handled = new ArrayList<>();

        consumer.accept(delivery(1), message -> handled.add(message.id()));

        assertThat(handled).containsExactly("m1");
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES)).isEmpty();
    }

    @Test
    void nonsense_is_parked_with_its_reason_and_completed() {
        consumer.accept(Delivery.of("nonsense", "\"m9\"", "{}"), OUTAGE);

        BusMessage parked = bus.messagesTo(Entities.PARKED_MESSAGES).getFirst();
        assertThat(parked.body()).isEqualTo("nonsense");
        assertThat(parked.properties())
                .containsEntry("origin", QUEUE)
                .containsEntry("messageId", "m9")
                .containsEntry("reason", "envelope: is no CloudEvent");
    }

    @Test
    void a_type_of_the_future_is_parked() {
        String future = body().replace("OrderPaymentRequested.v1", "OrderPaymentRequested.v7");

        consumer.accept(Delivery.of(future, "m1", null), OUTAGE);

        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES)).hasSize(1);
    }

    @Test
    void an_outage_sends_a_later_copy_with_the_same_id() {
        consumer.accept(delivery(3), OUTAGE);

        InMemoryMessageBus.Sent copy = bus.sentTo(QUEUE).getFirst();
        assertThat(copy.message().messageId()).isEqualTo("m1");
        assertThat(copy.message().body()).isEqualTo(body());
        assertThat(copy.message().properties()).containsEntry("attempt", 4);
        assertThat(copy.visibleAt()).isBetween(Sample.NOON.plusSeconds(1), Sample.NOON.plusSeconds(2));
    }

    @Test
    void after_the_last_attempt_it_is_parked() {
        consumer.accept(delivery(Redelivery.DEFAULT.attempts()), OUTAGE);

        assertThat(bus.sentTo(QUEUE)).isEmpty();
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES)
                        .getFirst()
                        .properties()
                        .get("reason"))
                .asString()
                .startsWith("8 attempts: ");
    }

    @Test
    void a_bug_passes_through_to_the_brokers_count() {
        assertThatThrownBy(() -> consumer.accept(delivery(1), message -> {
                    throw new IllegalStateException("bug");
                }))
                .hasMessage("bug");
        assertThat(bus.sentTo(QUEUE)).isEmpty();
    }

    @Test
    void an_outage_of_the_bus_too_leaves_the_message_where_it_is() {
        bus.down(true);

        assertThatThrownBy(() -> consumer.accept(delivery(1), OUTAGE)).isInstanceOf(BusUnreachableException.class);
    }

    @Test
    void delays_grow_up_to_their_bound() {
        Random random = new Random(2);

        assertThat(Redelivery.DEFAULT.after(1, random)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(Redelivery.DEFAULT.after(4, random)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(Redelivery.DEFAULT.after(60, random)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void a_message_that_the_consumer_has_no_use_for_is_parked() {
        consumer.accept(delivery(1), message -> {
            throw new UnexpectedMessageException(message, "tests");
        });

        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES).getFirst().properties())
                .containsEntry("reason", "tests does not take dev.convoy.order.OrderPaymentRequested.v1");
    }

    @Test
    void several_are_handled_together_and_what_cannot_be_read_is_parked_alone() {
        List<String> handled = new ArrayList<>();

        consumer.acceptAll(
                List.of(Delivery.of("nonsense", "m0", null), delivery(1)),
                messages -> messages.forEach(message -> handled.add(message.id())));

        assertThat(handled).containsExactly("m1");
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES))
                .extracting(BusMessage::messageId)
                .containsExactly("m0");
        assertThat(bus.sentTo(QUEUE)).isEmpty();
    }

    @Test
    void an_outage_of_several_brings_each_of_them_again() {
        Delivery other = Delivery.of(body().replace("\"m1\"", "\"m2\""), "m2", "{\"attempt\":8}");

        consumer.acceptAll(List.of(delivery(2), other), messages -> {
            throw new StoreUnreachableException("read", "x", new IllegalStateException());
        });

        assertThat(bus.sentTo(QUEUE)).hasSize(1);
        assertThat(bus.sentTo(QUEUE).getFirst().message().properties()).containsEntry("attempt", 3);
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES))
                .extracting(BusMessage::messageId)
                .containsExactly("m2");
    }

    @Test
    void messages_of_a_subscription_come_again_in_its_queue_and_are_parked_under_its_name() {
        MessageConsumer subscriber = consumer.from("events/tests");

        subscriber.accept(delivery(1), OUTAGE);
        subscriber.accept(Delivery.of("nonsense", "m0", null), OUTAGE);

        assertThat(bus.sentTo(QUEUE)).hasSize(1);
        assertThat(bus.messagesTo(Entities.PARKED_MESSAGES).getFirst().properties())
                .containsEntry("origin", "events/tests");
    }

    @Test
    void a_message_without_an_id_gets_one_that_follows_from_its_body() {
        assertThat(Delivery.of("body").messageId())
                .isEqualTo(Delivery.of("body", "", null).messageId())
                .isEqualTo(Delivery.of("body", null, null).messageId())
                .isNotEqualTo(Delivery.of("other").messageId());
        assertThatThrownBy(() -> new Delivery("m1", "body", 0)).hasMessage("attempt must be at least 1");
    }

    @Test
    void messages_that_come_together_keep_their_ids() {
        assertThat(Delivery.batch(List.of("one", "two"), "[\"m1\",\"m2\"]"))
                .containsExactly(new Delivery("m1", "one", 1), new Delivery("m2", "two", 1));
        for (String unusable : new String[] {null, "", "nonsense", "[\"m1\"]"}) {
            assertThat(Delivery.batch(List.of("one", "two"), unusable))
                    .containsExactly(Delivery.of("one"), Delivery.of("two"));
        }
    }

    private static Delivery delivery(int attempt) {
        return Delivery.of(body(), "m1", "{\"attempt\":" + attempt + "}");
    }

    private static String body() {
        return Envelopes.write(Sample.charge("m1", "tok_approve"));
    }
}
