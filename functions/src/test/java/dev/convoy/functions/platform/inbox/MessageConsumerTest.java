package dev.convoy.functions.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static Delivery delivery(int attempt) {
        return Delivery.of(body(), "m1", "{\"attempt\":" + attempt + "}");
    }

    private static String body() {
        return Envelopes.write(Sample.charge("m1", "tok_approve"));
    }
}
