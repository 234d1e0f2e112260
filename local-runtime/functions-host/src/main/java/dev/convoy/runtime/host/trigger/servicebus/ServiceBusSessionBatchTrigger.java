package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSessionReceiverClient;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages in batches, one batch at a time, each batch from one session, on a thread of its own. The batch is settled as a whole: all
 * completed or all abandoned.
 */
final class ServiceBusSessionBatchTrigger implements Trigger {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final BusSource source;
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int underWay;
    private volatile @Nullable AutoCloseable open;
    private @Nullable String lastComplaint;

    ServiceBusSessionBatchTrigger(BusSource source, FunctionInvoker invoker, HostLog log, Clock clock) {
        this.source = source;
        this.invoker = invoker;
        this.log = log;
        this.clock = clock;
        thread = new Thread(this::run, "batches-" + source.address());
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        closed = true;
    }

    @Override
    public int underWay() {
        return underWay;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closeOpen();
    }

    private void run() {
        while (!closed) {
            try {
                drainNextSession();
            } catch (RuntimeException failure) {
                complain(failure);
            } finally {
                closeOpen();
            }
        }
    }

    private void drainNextSession() {
        try (ServiceBusSessionReceiverClient sessions = sessionReceiver()) {
            ServiceBusReceiverClient receiver = sessions.acceptNextSession();
            open = receiver;
            while (!closed && handle(receiver)) {
                lastComplaint = null;
            }
        } catch (ServiceBusException failure) {
            if (!ServiceBusFailureReason.SERVICE_TIMEOUT.equals(failure.getReason())) {
                throw failure;
            }
            // No session is free; ask again.
        } catch (IllegalStateException waitedLongEnough) {
            // The SDK's other way to say that no session was free in time; any other state error shows again at once.
            if (!String.valueOf(waitedLongEnough.getMessage()).contains("Timeout")) {
                throw waitedLongEnough;
            }
        }
    }

    /** Handles one batch; false if none came. */
    private boolean handle(ServiceBusReceiverClient receiver) {
        List<ServiceBusReceivedMessage> messages =
                receiver.receiveMessages(source.limits().maxMessageBatchSize(), POLL).stream()
                        .toList();
        if (messages.isEmpty()) {
            return false;
        }
        underWay = messages.size();
        try {
            settle(receiver, messages);
        } finally {
            underWay = 0;
        }
        return true;
    }

    private void settle(ServiceBusReceiverClient receiver, List<ServiceBusReceivedMessage> messages) {
        Outcome outcome = invoker.invoke(BusMessages.batch(source.function(), messages, clock))
                .join();
        for (ServiceBusReceivedMessage message : messages) {
            if (!(outcome instanceof Outcome.Succeeded)) {
                receiver.abandon(message);
            } else if (source.autoComplete()) {
                receiver.complete(message);
            }
        }
    }

    private ServiceBusSessionReceiverClient sessionReceiver() {
        ServiceBusClientBuilder.ServiceBusSessionReceiverClientBuilder builder = source.client()
                .sessionReceiver()
                .disableAutoComplete()
                .prefetchCount(source.limits().prefetchCount())
                .maxAutoLockRenewDuration(source.limits().maxAutoLockRenewalDuration());
        return source.subscription()
                .map(name -> builder.topicName(source.entity()).subscriptionName(name))
                .orElseGet(() -> builder.queueName(source.entity()))
                .buildClient();
    }

    private void complain(RuntimeException failure) {
        if (closed) {
            return;
        }
        String complaint = String.valueOf(failure.getMessage());
        if (!complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            log.about(
                    source.function().name(), LogLine.Level.WARN, "Service Bus " + source.address() + ": " + complaint);
        }
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
    }

    private void closeOpen() {
        AutoCloseable receiver = open;
        open = null;
        if (receiver != null) {
            try {
                receiver.close();
            } catch (Exception failure) {
                log.about(
                        source.function().name(),
                        LogLine.Level.DEBUG,
                        "Receiver of " + source.address() + " did not close: " + failure.getMessage());
            }
        }
    }
}
