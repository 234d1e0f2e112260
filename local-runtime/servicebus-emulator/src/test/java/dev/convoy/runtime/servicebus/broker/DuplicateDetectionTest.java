package dev.convoy.runtime.servicebus.broker;

import static dev.convoy.runtime.servicebus.broker.TestMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.servicebus.message.Residence;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuplicateDetectionTest {

    private static final long WINDOW_MILLIS = 20_000;

    private final Broker broker = new Broker(changes -> {}, new SplittableRandom(1), Residence.heapOnly());

    @Test
    void a_message_id_is_free_again_when_its_window_is_over() {
        broker.topology()
                .create(new EntityDefinition.Queue(
                        "q",
                        EntitySettings.defaults().toBuilder()
                                .duplicateDetectionWindow(Duration.ofMillis(WINDOW_MILLIS))
                                .build()));
        broker.send("q", List.of(message("same")), 0);
        broker.send("q", List.of(message("same")), WINDOW_MILLIS);
        assertThat(queue().totalCount()).isEqualTo(1);

        broker.send("q", List.of(message("same")), WINDOW_MILLIS + 1);

        assertThat(queue().totalCount()).isEqualTo(2);
    }

    private MessageQueue queue() {
        return broker.topology().queue(Address.parse("q")).orElseThrow();
    }
}
