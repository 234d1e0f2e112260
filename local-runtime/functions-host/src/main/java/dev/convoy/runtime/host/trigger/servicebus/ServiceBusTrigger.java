package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.HostJson;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Takes messages one by one, as many at a time as {@code maxConcurrentCalls} says. No thread waits for an outcome: the SDK's own processor
 * holds one of a pool that all processors of the process share and that has ten for each processor core, so that slow functions would
 * hold up all others.
 */
public final class ServiceBusTrigger implements Trigger {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_ABANDONS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final Clock clock;
    private final Complaints complaints;
    private final LockRenewal locks;
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Disposable pump = Disposables.disposed();

    private ServiceBusTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.clock = clock;
        this.complaints = new Complaints(source, log);
        this.locks = new LockRenewal(clock, source.limits().maxAutoLockRenewalDuration(), complaints);
        source.client(); // a connection string that cannot be read shows now
    }

    /** The trigger for one function, of single messages or of batches, in sessions or not, as its binding says. */
    public static Trigger of(
            FunctionDefinition function,
            HostJson.ServiceBusSettings limits,
            FunctionInvoker invoker,
            HostLog log,
            Clock clock) {
        BusSource source = BusSource.of(function, limits);
        try {
            if (source.batches()) {
                return new ServiceBusBatchTrigger(source, invoker, log, clock);
            }
            return source.sessions()
                    ? new ServiceBusSessionTrigger(source, invoker, log, clock)
                    : new ServiceBusTrigger(source, invoker, log, clock);
        } catch (IllegalArgumentException unreadable) {
            throw function.trigger()
                    .fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
    }

    @Override
    public void start() {
        pump = Flux.using(this::receiver, this::take, ServiceBusReceiverAsyncClient::close)
                .doOnError(complaints::about)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE_AFTER_FAILURE))
                .repeatWhen(ends -> ends.delayElements(PAUSE_AFTER_FAILURE))
                .subscribe();
    }

    /**
     * Messages that come from now on are held and given back at the end: given back at once they would come again and again, and be
     * dead-lettered by their delivery count.
     */
    @Override
    public void stop() {
        stopped = true;
        complaints.silence();
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        stop();
        closing.tryEmitEmpty();
        awaitLastAbandons();
        pump.dispose();
    }

    private Flux<Void> take(ServiceBusReceiverAsyncClient receiver) {
        return receiver.receiveMessages()
                .flatMap(message -> handle(receiver, message), source.limits().maxConcurrentCalls(), 1);
    }

    private Mono<Void> handle(ServiceBusReceiverAsyncClient receiver, ServiceBusReceivedMessage message) {
        if (stopped) {
            held.incrementAndGet();
            return closing.asMono()
                    .then(receiver.abandon(message))
                    .onErrorComplete() // its lock expires
                    .doFinally(end -> held.decrementAndGet());
        }
        underWay.incrementAndGet();
        Mono<Void> handled = Mono.fromFuture(
                        () -> invoker.invoke(BusMessages.single(source.function(), message, clock)))
                .flatMap(outcome -> settle(receiver, message, outcome));
        return locks.during(receiver, message, handled)
                .onErrorResume(complaints::aboutOne)
                .doFinally(end -> underWay.decrementAndGet());
    }

    private Mono<Void> settle(
            ServiceBusReceiverAsyncClient receiver, ServiceBusReceivedMessage message, Outcome outcome) {
        complaints.forget();
        if (!(outcome instanceof Outcome.Succeeded)) {
            return receiver.abandon(message);
        }
        return source.autoComplete() ? receiver.complete(message) : Mono.empty();
    }

    private ServiceBusReceiverAsyncClient receiver() {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder builder = source.client()
                .receiver()
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .prefetchCount(source.limits().prefetchCount());
        return source.subscription()
                .map(name -> builder.topicName(source.entity()).subscriptionName(name))
                .orElseGet(() -> builder.queueName(source.entity()))
                .buildAsyncClient();
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
