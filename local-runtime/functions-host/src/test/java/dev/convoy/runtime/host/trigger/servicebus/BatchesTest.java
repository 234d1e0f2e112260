package dev.convoy.runtime.host.trigger.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatchesTest {

    private final Sinks.Many<Integer> items = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicLong asked = new AtomicLong();
    private final List<List<Integer>> batches = new ArrayList<>();
    private final List<Sinks.Empty<Void>> ends = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Disposable start(int most) {
        return Batches.of(items.asFlux().doOnRequest(asked::addAndGet), most, this::handle)
                .subscribe(nothing -> {}, failure::set);
    }

    private Mono<Void> handle(List<Integer> batch) {
        batches.add(batch);
        Sinks.Empty<Void> end = Sinks.empty();
        ends.add(end);
        return end.asMono();
    }

    private void send(int... numbers) {
        for (int number : numbers) {
            items.tryEmitNext(number).orThrow();
        }
    }

    @Test
    void what_comes_alone_is_handled_at_once_and_what_comes_meanwhile_is_the_next_batch() {
        start(10);

        send(1, 2, 3);
        ends.getFirst().tryEmitEmpty();

        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void no_batch_is_larger_than_said_and_none_begins_before_the_one_before_has_ended() {
        start(2);

        send(1, 2, 3, 4);
        assertThat(batches).containsExactly(List.of(1));
        ends.get(0).tryEmitEmpty();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
        ends.get(1).tryEmitEmpty();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3), List.of(4));
    }

    @Test
    void no_more_than_two_batches_are_asked_for_until_one_is_done_with() {
        start(3);
        assertThat(asked).hasValue(6);

        send(1, 2);
        assertThat(asked).hasValue(6);
        ends.getFirst().tryEmitEmpty();

        assertThat(asked).hasValue(7);
    }

    @Test
    void a_failure_of_the_handler_ends_it() {
        start(2);
        send(1);

        ends.getFirst().tryEmitError(new IllegalStateException("broken"));

        assertThat(failure.get()).hasMessage("broken");
    }

    @Test
    void it_can_be_given_up() {
        Disposable running = start(2);

        running.dispose();

        assertThat(items.currentSubscriberCount()).isZero();
    }
}
