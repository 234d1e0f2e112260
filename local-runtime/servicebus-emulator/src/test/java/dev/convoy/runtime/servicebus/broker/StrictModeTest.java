package dev.convoy.runtime.servicebus.broker;

import static dev.convoy.runtime.servicebus.broker.TestMessages.inSession;
import static dev.convoy.runtime.servicebus.broker.TestMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Residence;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StrictModeTest {

    private final Broker strict =
            new Broker(changes -> {}, new SplittableRandom(1), Residence.heapOnly(), Quotas.standard());
    private final Broker lenient = new Broker(changes -> {}, new SplittableRandom(1));

    StrictModeTest() {
        for (Broker broker : List.of(strict, lenient)) {
            broker.topology().create(new EntityDefinition.Queue("q", EntitySettings.defaults()));
            broker.topology().create(new EntityDefinition.Topic("t", EntitySettings.defaults()));
        }
    }

    @Test
    void a_message_over_256_kilobytes_is_too_large_for_the_standard_tier() {
        Message large = message("m").withApplicationProperties(Map.of("big", "x".repeat(300_000)));

        assertThat(reason(strict.send("q", List.of(large), 0))).isEqualTo(Refusal.Reason.MESSAGE_TOO_LARGE);
        assertThat(lenient.send("q", List.of(large), 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_batch_is_held_to_its_own_limit() {
        Message part = message("m").withApplicationProperties(Map.of("p", "x".repeat(50_000)));

        assertThat(reason(strict.send("q", Collections.nCopies(6, part), 0)))
                .isEqualTo(Refusal.Reason.MESSAGE_TOO_LARGE);
        assertThat(strict.send("q", Collections.nCopies(4, part), 0)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void identifiers_have_128_characters_and_properties_64_kilobytes() {
        assertThat(reason(strict.send("q", List.of(message("x".repeat(129))), 0)))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(reason(strict.send("q", List.of(inSession("m", "s".repeat(129))), 0)))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(reason(strict.send(
                        "q", List.of(message("m").withApplicationProperties(Map.of("p", "x".repeat(70_000)))), 0)))
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void a_transaction_has_a_hundred_messages() {
        Transaction transaction = strict.begin();
        assertThat(strict.send(transaction, "q", Collections.nCopies(100, message("m"))))
                .isInstanceOf(Outcome.Done.class);

        assertThat(reason(strict.send(transaction, "q", List.of(message("one more")))))
                .isEqualTo(Refusal.Reason.QUOTA_EXCEEDED);
        assertThat(strict.commit(transaction, 0)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void entities_are_held_to_the_services_limits() {
        EntitySettings longLock = EntitySettings.defaults().toBuilder()
                .lockDuration(Duration.ofMinutes(6))
                .build();

        assertThat(reason(strict.topology().create(new EntityDefinition.Queue("long", longLock))))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(reason(strict.topology()
                        .create(new EntityDefinition.Subscription("t", "s".repeat(51), EntitySettings.defaults()))))
                .isEqualTo(Refusal.Reason.INVALID);
        assertThat(lenient.topology().create(new EntityDefinition.Queue("long", longLock)))
                .isInstanceOf(Outcome.Done.class);
    }

    private static Refusal.Reason reason(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Refused<?>(Refusal refusal)) {
            return refusal.reason();
        }
        throw new AssertionError("not refused: " + outcome);
    }
}
