package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Complaints;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes messages one by one, as many at a time as {@code maxConcurrentCalls} says. No thread waits for an outcome: the SDK's own processor
 * holds one of a pool that all processors of the process share and that has ten for each processor core, so that slow functions would
 * hold up all others.
 */
final class ServiceBusTrigger implements Trigger {

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final Clock clock;
    private final Complaints complaints;
    private final LockRenewal locks;
    private final Pump pump;
    private final AtomicInteger underWay = new AtomicInteger();

    ServiceBusTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.clock = clock;
        this.complaints = new Complaints(log, source.function(), "Service Bus " + source.address());
        this.locks = new LockRenewal(clock, source.limits().maxAutoLockRenewalDuration(), complaints);
        this.pump = new Pump(source, complaints);
    }

    @Override
    public void start() {
        pump.start(this::take);
    }

    @Override
    public void stop() {
        pump.stop();
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        pump.close();
    }

    private Flux<Void> take(ServiceBusReceiverAsyncClient receiver) {
        return receiver.receiveMessages()
                .flatMap(message -> handle(receiver, message), source.limits().maxConcurrentCalls(), 1);
    }

    private Mono<Void> handle(ServiceBusReceiverAsyncClient receiver, ServiceBusReceivedMessage message) {
        if (pump.isStopped()) {
            return pump.hold(receiver, List.of(message));
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
}
