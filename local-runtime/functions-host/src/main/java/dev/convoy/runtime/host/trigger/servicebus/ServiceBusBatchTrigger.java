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
 * Takes messages in batches, one batch at a time: a message that comes alone is handled at once, what comes meanwhile is the next batch. The
 * SDK's blocking receiver would wait a second for more after each message. The batch is settled as a whole: all completed or all abandoned.
 * Locks are not renewed, as in Azure, where {@code maxAutoLockRenewalDuration} is for single messages.
 */
final class ServiceBusBatchTrigger implements Trigger {

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final Clock clock;
    private final Complaints complaints;
    private final Pump pump;
    private final AtomicInteger underWay = new AtomicInteger();

    ServiceBusBatchTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.clock = clock;
        this.complaints = new Complaints(log, source.function(), "Service Bus " + source.address());
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
        return Batches.of(
                receiver.receiveMessages(), source.limits().maxMessageBatchSize(), batch -> handle(receiver, batch));
    }

    private Mono<Void> handle(ServiceBusReceiverAsyncClient receiver, List<ServiceBusReceivedMessage> batch) {
        if (pump.isStopped()) {
            return pump.hold(receiver, batch);
        }
        underWay.addAndGet(batch.size());
        return Mono.fromFuture(() -> invoker.invoke(BusMessages.batch(source.function(), batch, clock)))
                .flatMap(outcome -> settle(receiver, batch, outcome))
                .onErrorResume(complaints::aboutOne)
                .doFinally(end -> underWay.addAndGet(-batch.size()));
    }

    private Mono<Void> settle(
            ServiceBusReceiverAsyncClient receiver, List<ServiceBusReceivedMessage> batch, Outcome outcome) {
        complaints.forget();
        boolean succeeded = outcome instanceof Outcome.Succeeded;
        if (succeeded && !source.autoComplete()) {
            return Mono.empty();
        }
        return Flux.fromIterable(batch)
                .flatMap(message -> (succeeded ? receiver.complete(message) : receiver.abandon(message))
                        .onErrorResume(complaints::aboutOne))
                .then();
    }
}
