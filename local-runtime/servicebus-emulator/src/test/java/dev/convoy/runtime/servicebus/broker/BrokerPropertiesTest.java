package dev.convoy.runtime.servicebus.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random requests to a queue beside a model of it that is too simple to be wrong. */
class BrokerPropertiesTest {

    @Property(tries = 400)
    void a_queue_does_what_its_model_does(@ForAll("longRuns") List<Step> steps) {
        QueueUnderTest queue = new QueueUnderTest();

        for (Step step : steps) {
            queue.perform(step);
            assertThat(queue.actual()).as("after %s", step).isEqualTo(queue.expected());
        }
    }

    @Property(tries = 100)
    void a_restart_at_any_moment_loses_locks_and_nothing_else(@ForAll("shortRuns") List<Step> steps) {
        QueueUnderTest queue = new QueueUnderTest();

        for (Step step : steps) {
            queue.perform(step);
            if (step.pick() % 7 == 0) {
                queue.restart();
            }
            assertThat(queue.actual()).as("after %s", step).isEqualTo(queue.expected());
        }
    }

    @Provide
    Arbitrary<List<Step>> longRuns() {
        return steps().list().ofMaxSize(120);
    }

    @Provide
    Arbitrary<List<Step>> shortRuns() {
        return steps().list().ofMaxSize(80);
    }

    private static Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of(Step.Kind.class), Arbitraries.integers().between(0, 1000))
                .as(Step::new);
    }

    /** One request; the number chooses what it is about. */
    record Step(Kind kind, int pick) {
        enum Kind {
            SEND,
            SEND_MORE,
            SCHEDULE,
            CANCEL,
            RECEIVE,
            RECEIVE_AGAIN,
            RECEIVE_AND_DELETE,
            COMPLETE,
            ABANDON,
            RELEASE,
            DEFER,
            DEAD_LETTER,
            RENEW,
            RECEIVE_DEFERRED,
            COMPLETE_IN_TRANSACTION,
            ROLL_BACK,
            ADVANCE
        }
    }
}
