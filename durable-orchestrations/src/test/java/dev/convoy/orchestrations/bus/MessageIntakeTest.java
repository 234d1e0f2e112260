package dev.convoy.orchestrations.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.topology.Entities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MessageIntakeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final LookupId LOOKUP = new LookupId("lkp-1");

    private final Aside aside = new Aside();
    private final MessageIntake intake = new MessageIntake(
            new Aftercare(aside, Clock.fixed(NOON, ZoneOffset.UTC), new Random(1)), Outage.class::isInstance);

    @Test
    void a_good_message_is_routed_and_nothing_is_set_aside() {
        List<Envelope<?>> routed = new ArrayList<>();

        take(wish(), 1, routed::add);

        assertThat(routed).extracting(Envelope::id).containsExactly("message-1");
        assertThat(aside.parked).isEmpty();
        assertThat(aside.again).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_parked_with_its_reason() {
        take("nonsense", 1, MessageIntakeTest::mustNotCome);
        take(wish().replace("Requested.v1", "Requested.v9"), 1, MessageIntakeTest::mustNotCome);

        assertThat(aside.parked.get(0)).isEqualTo("lookup-requests: envelope: is no CloudEvent");
        assertThat(aside.parked.get(1)).contains("unknown message type", "v9");
        assertThat(aside.again).isEmpty();
    }

    @Test
    void what_is_none_of_their_business_is_parked_with_its_reason() {
        take(wish(), 1, message -> {
            throw new UnexpectedMessageException("results", message);
        });

        assertThat(aside.parked).hasSize(1);
        assertThat(aside.parked.getFirst()).contains("results do not deal with", "message-1");
    }

    @Test
    void an_outage_has_the_message_come_again_until_the_attempts_are_used_up() {
        take(wish(), 1, message -> {
            throw new Outage();
        });
        take(wish(), 60, message -> {
            throw new Outage();
        });

        assertThat(aside.again).hasSize(1);
        assertThat(aside.again.getFirst()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(aside.parked).containsExactly("lookup-requests: 60 attempts: away");
    }

    @Test
    void a_bug_is_left_to_the_bus_to_count() {
        assertThatThrownBy(() -> take(wish(), 1, message -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(aside.parked).isEmpty();
    }

    private void take(String body, int attempt, Consumer<Envelope<?>> route) {
        intake.take(new Incoming(Entities.LOOKUP_REQUESTS, "message-1", body, attempt), route);
    }

    private static void mustNotCome(Envelope<?> message) {
        throw new AssertionError("routed " + message);
    }

    private static String wish() {
        return Envelopes.write(new Envelope<>(
                "message-1",
                MessageTypes.LOOKUP_CANCELLATION_REQUESTED,
                LOOKUP.value(),
                NOON,
                null,
                "corr-1",
                "corr-1",
                new LookupCancellationRequested(LOOKUP, NOON)));
    }

    private static final class Outage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Outage() {
            super("away");
        }
    }

    /** Remembers what was set aside. */
    private static final class Aside implements SetAside {

        private final List<Duration> again = new ArrayList<>();
        private final List<String> parked = new ArrayList<>();

        @Override
        public void again(Incoming event, MessageType<?> type, Instant at) {
            again.add(Duration.between(NOON, at));
        }

        @Override
        public void park(Incoming event, String reason) {
            parked.add(event.origin() + ": " + reason);
        }
    }
}
