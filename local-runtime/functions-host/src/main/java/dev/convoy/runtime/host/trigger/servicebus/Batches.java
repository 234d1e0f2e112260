package dev.convoy.runtime.host.trigger.servicebus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Hands items on in batches, one batch at a time: whatever has come when the batch before is done with. At most one further batch waits.
 * Guarded by its own lock.
 */
final class Batches<T> extends BaseSubscriber<T> {

    private final int most;
    private final Function<List<T>, Mono<Void>> handler;
    private final FluxSink<Void> end;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean busy;

    private Batches(int most, Function<List<T>, Mono<Void>> handler, FluxSink<Void> end) {
        this.most = most;
        this.handler = handler;
        this.end = end;
    }

    /**
     * Ends as its source does, or with the first failure of the handler.
     *
     * @param most items of a batch
     */
    static <T> Flux<Void> of(Flux<T> source, int most, Function<List<T>, Mono<Void>> handler) {
        return Flux.create(end -> {
            Batches<T> batches = new Batches<>(most, handler, end);
            end.onDispose(batches);
            source.subscribe(batches);
        });
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(2L * most);
    }

    @Override
    protected void hookOnNext(T item) {
        List<T> batch;
        synchronized (this) {
            waiting.add(item);
            batch = busy ? null : next();
        }
        handle(batch);
    }

    @Override
    protected void hookOnError(Throwable failure) {
        end.error(failure);
    }

    @Override
    protected void hookOnComplete() {
        end.complete();
    }

    private void handle(@Nullable List<T> batch) {
        if (batch != null) {
            handler.apply(batch).subscribe(nothing -> {}, this::hookOnError, () -> done(batch));
        }
    }

    private void done(List<T> batch) {
        request(batch.size());
        List<T> following;
        synchronized (this) {
            busy = false;
            following = next();
        }
        handle(following);
    }

    /** The next batch, which is under way from now on; null if nothing waits. */
    private @Nullable List<T> next() {
        List<T> batch = new ArrayList<>();
        while (batch.size() < most && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        busy = !batch.isEmpty();
        return busy ? batch : null;
    }
}
