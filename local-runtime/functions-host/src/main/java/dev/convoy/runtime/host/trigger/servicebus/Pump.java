package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.convoy.runtime.host.trigger.Complaints;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Keeps a receiver of an entity open and has its messages taken; a receiver that breaks is replaced after a second, for ever. Safe for use
 * by several threads.
 */
final class Pump {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_ABANDONS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final BusSource source;
    private final Complaints complaints;
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Disposable running = Disposables.disposed();

    Pump(BusSource source, Complaints complaints) {
        this.source = source;
        this.complaints = complaints;
    }

    void start(Function<ServiceBusReceiverAsyncClient, Flux<Void>> taking) {
        running = Flux.using(source::receiver, taking, ServiceBusReceiverAsyncClient::close)
                .doOnError(complaints::about)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE_AFTER_FAILURE))
                .repeatWhen(ends -> ends.delayElements(PAUSE_AFTER_FAILURE))
                .subscribe();
    }

    /** From now on messages are to be held. */
    void stop() {
        stopped = true;
        complaints.silence();
    }

    boolean isStopped() {
        return stopped;
    }

    /**
     * Gives messages back at the end: given back at once they would come again and again, and be dead-lettered by their delivery count.
     */
    Mono<Void> hold(ServiceBusReceiverAsyncClient receiver, List<ServiceBusReceivedMessage> messages) {
        held.incrementAndGet();
        return closing.asMono()
                .thenMany(Flux.fromIterable(messages))
                .flatMap(receiver::abandon)
                .then()
                .onErrorComplete() // their locks expire
                .doFinally(end -> held.decrementAndGet());
    }

    void close() {
        stop();
        closing.tryEmitEmpty();
        awaitLastAbandons();
        running.dispose();
    }

    private void awaitLastAbandons() {
        long end = System.nanoTime() + LAST_ABANDONS.toNanos();
        try {
            while (held.get() > 0 && System.nanoTime() < end) {
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
