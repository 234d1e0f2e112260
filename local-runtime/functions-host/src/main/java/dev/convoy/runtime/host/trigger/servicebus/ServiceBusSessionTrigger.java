package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.trigger.Complaints;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes messages of several sessions, one at a time of each, on a thread of the SDK for each session that waits for the outcome. */
final class ServiceBusSessionTrigger implements Trigger {

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final Clock clock;
    private final Complaints complaints;
    private final ServiceBusProcessorClient processor;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopped;

    ServiceBusSessionTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.clock = clock;
        complaints = new Complaints(log, source.function(), "Service Bus " + source.address());
        processor = processor();
    }

    @Override
    public void start() {
        processor.start();
    }

    /** The SDK's own stop would cut off what is under way. Messages that come from now on are held and given back at the end. */
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
        closing.countDown();
        processor.close();
    }

    private ServiceBusProcessorClient processor() {
        ServiceBusClientBuilder.ServiceBusSessionProcessorClientBuilder builder = source.client()
                .sessionProcessor()
                .disableAutoComplete()
                .maxConcurrentSessions(source.limits().maxConcurrentSessions())
                .maxConcurrentCalls(1)
                .prefetchCount(source.limits().prefetchCount())
                .sessionIdleTimeout(source.limits().sessionIdleTimeout())
                .maxAutoLockRenewDuration(source.limits().maxAutoLockRenewalDuration())
                .processMessage(this::process)
                .processError(error -> complaints.about(error.getException()));
        return source.subscription()
                .map(name -> builder.topicName(source.entity()).subscriptionName(name))
                .orElseGet(() -> builder.queueName(source.entity()))
                .buildProcessorClient();
    }

    private void process(ServiceBusReceivedMessageContext context) {
        if (stopped) {
            giveBackInTheEnd(context);
            return;
        }
        underWay.incrementAndGet();
        try {
            settle(context);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void settle(ServiceBusReceivedMessageContext context) {
        Outcome outcome = invoker.invoke(BusMessages.single(source.function(), context.getMessage(), clock))
                .join();
        complaints.forget();
        if (!(outcome instanceof Outcome.Succeeded)) {
            context.abandon();
        } else if (source.autoComplete()) {
            context.complete();
        }
    }

    private void giveBackInTheEnd(ServiceBusReceivedMessageContext context) {
        try {
            closing.await();
            context.abandon();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
