package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusErrorContext;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.discovery.HostJson;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages one by one, several at a time, each on a thread of the SDK that waits for the outcome. In sessions one message at a
 * time per session.
 */
public final class ServiceBusTrigger implements Trigger {

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Clock clock;
    private final ServiceBusProcessorClient processor;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopped;
    private volatile @Nullable String lastComplaint;

    private ServiceBusTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.log = log;
        this.clock = clock;
        processor = source.sessions() ? sessionProcessor() : plainProcessor();
    }

    /** The trigger for one function, of single messages or of batches as its binding says. */
    public static Trigger of(
            FunctionDefinition function,
            HostJson.ServiceBusSettings limits,
            FunctionInvoker invoker,
            HostLog log,
            Clock clock) {
        BusSource source = BusSource.of(function, limits);
        try {
            return source.batches()
                    ? new ServiceBusBatchTrigger(source, invoker, log, clock)
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
        processor.start();
    }

    /**
     * The SDK's own stop would cut off what is under way. Messages that come from now on are held and given back at the end: given back at
     * once they would come again and again, and be dead-lettered by their delivery count.
     */
    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        stopped = true;
        closing.countDown();
        processor.close();
    }

    private ServiceBusProcessorClient plainProcessor() {
        ServiceBusClientBuilder.ServiceBusProcessorClientBuilder builder = source.client()
                .processor()
                .disableAutoComplete()
                .maxConcurrentCalls(source.limits().maxConcurrentCalls())
                .prefetchCount(source.limits().prefetchCount())
                .maxAutoLockRenewDuration(source.limits().maxAutoLockRenewalDuration())
                .processMessage(this::process)
                .processError(this::complain);
        return source.subscription()
                .map(name -> builder.topicName(source.entity()).subscriptionName(name))
                .orElseGet(() -> builder.queueName(source.entity()))
                .buildProcessorClient();
    }

    private ServiceBusProcessorClient sessionProcessor() {
        ServiceBusClientBuilder.ServiceBusSessionProcessorClientBuilder builder = source.client()
                .sessionProcessor()
                .disableAutoComplete()
                .maxConcurrentSessions(source.limits().maxConcurrentSessions())
                .maxConcurrentCalls(1)
                .prefetchCount(source.limits().prefetchCount())
                .sessionIdleTimeout(source.limits().sessionIdleTimeout())
                .maxAutoLockRenewDuration(source.limits().maxAutoLockRenewalDuration())
                .processMessage(this::process)
                .processError(this::complain);
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
        lastComplaint = null;
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

    private void complain(ServiceBusErrorContext error) {
        if (stopped) {
            return; // whatever fails now comes back when its lock expires
        }
        String complaint = String.valueOf(error.getException().getMessage());
        if (!Objects.equals(complaint, lastComplaint)) {
            lastComplaint = complaint;
            log.about(
                    source.function().name(),
                    LogLine.Level.WARN,
                    "Service Bus " + source.address() + " (" + error.getErrorSource() + "): " + complaint);
        }
    }
}
