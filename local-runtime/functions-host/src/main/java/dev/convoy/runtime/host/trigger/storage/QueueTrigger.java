package dev.convoy.runtime.host.trigger.storage;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.discovery.BrokenAppException;
import dev.convoy.runtime.host.discovery.Fields;
import dev.convoy.runtime.host.discovery.FunctionDefinition;
import dev.convoy.runtime.host.invoke.FunctionInvoker;
import dev.convoy.runtime.host.invoke.Invocation;
import dev.convoy.runtime.host.invoke.Outcome;
import dev.convoy.runtime.host.invoke.Values;
import dev.convoy.runtime.host.log.HostLog;
import dev.convoy.runtime.host.log.LogLine;
import dev.convoy.runtime.host.trigger.Trigger;
import dev.convoy.runtime.host.trigger.TriggerMetadata;
import dev.convoy.runtime.kit.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One queue-triggered function: a batch of messages at a time, all of them at once. While the function runs its message stays hidden for
 * a minute at a time, so that a crash of the host does not hide it for long.
 */
public final class QueueTrigger implements Trigger {

    private static final Duration HIDDEN = Duration.ofMinutes(1);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final FunctionDefinition function;
    private final FunctionInvoker invoker;
    private final HostLog log;
    private final Timers timers;
    private final QueueClient queue;
    private final QueueClient poison;
    private final int batchSize;
    private final int maxDequeueCount;
    private final Duration retryAfter;
    private final Poll poll;
    private boolean created;

    /** @throws BrokenAppException if queue or connection is wrong; {@code host} is {@code extensions.queues} of host.json */
    public QueueTrigger(FunctionDefinition function, Fields host, FunctionInvoker invoker, HostLog log, Timers timers) {
        this.function = function;
        this.invoker = invoker;
        this.log = log;
        this.timers = timers;
        Binding trigger = function.trigger();
        String name = trigger.fields().requiredText("queueName");
        QueueMessageEncoding encoding = isBase64(host) ? QueueMessageEncoding.BASE64 : QueueMessageEncoding.NONE;
        queue = client(trigger, name, encoding);
        poison = client(trigger, name + "-poison", encoding);
        batchSize = Math.min(32, host.integer("batchSize", 16, 1));
        maxDequeueCount = host.integer("maxDequeueCount", 5, 1);
        retryAfter = host.duration("visibilityTimeout", Duration.ZERO);
        poll = new Poll(function.name(), host.duration("maxPollingInterval", Duration.ofMinutes(1)), this::batch, log);
    }

    /** Messages travel in base64 unless host.json says otherwise. */
    private static boolean isBase64(Fields host) {
        return host.text("messageEncoding").filter("none"::equalsIgnoreCase).isEmpty();
    }

    @Override
    public void start() {
        poll.start();
    }

    @Override
    public void stop() {
        poll.stop();
    }

    @Override
    public int underWay() {
        return poll.underWay();
    }

    @Override
    public void close() {
        poll.close();
    }

    private static QueueClient client(Binding trigger, String name, QueueMessageEncoding encoding) {
        try {
            return new QueueClientBuilder()
                    .connectionString(withQueues(trigger))
                    .queueName(name)
                    .messageEncoding(encoding)
                    .buildClient();
        } catch (BrokenAppException broken) {
            throw broken;
        } catch (IllegalArgumentException unreadable) {
            throw trigger.fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
    }

    /** A connection string that names other services only would lead to a host in the cloud. */
    private static String withQueues(Binding trigger) {
        String connection = trigger.connection("Storage");
        if (connection.contains("BlobEndpoint=") && !connection.contains("QueueEndpoint=")) {
            throw trigger.fields().broken("connection", "names a setting whose value has no QueueEndpoint");
        }
        return connection;
    }

    private boolean batch() {
        if (!created) {
            queue.createIfNotExists(); // asking for messages before fills the SDK's log with errors
            created = true;
        }
        List<QueueMessageItem> messages = queue.receiveMessages(batchSize, HIDDEN, CALL_LIMIT, Context.NONE).stream()
                .toList();
        List<CompletableFuture<Void>> underWay = messages.stream()
                .map(message -> CompletableFuture.runAsync(
                        () -> handle(message), task -> Thread.ofVirtual().start(task)))
                .toList();
        underWay.forEach(CompletableFuture::join);
        return !messages.isEmpty();
    }

    private void handle(QueueMessageItem message) {
        Receipt receipt = new Receipt(queue, message.getMessageId(), message.getPopReceipt());
        KeptHidden hidden = new KeptHidden(receipt);
        hidden.schedule();
        Outcome outcome = invoker.invoke(invocation(message)).join();
        hidden.stop();
        if (outcome instanceof Outcome.Succeeded) {
            receipt.delete();
        } else if (message.getDequeueCount() >= maxDequeueCount) {
            log.about(
                    function.name(),
                    LogLine.Level.ERROR,
                    "Message " + message.getMessageId() + " failed " + maxDequeueCount + " times, it goes to "
                            + poison.getQueueName());
            poison.createIfNotExists();
            poison.sendMessage(message.getBody());
            receipt.delete();
        } else {
            receipt.hide(retryAfter);
        }
    }

    private Invocation invocation(QueueMessageItem message) {
        String body = message.getBody().toString();
        TriggerMetadata metadata = new TriggerMetadata()
                .withSystem(function.name(), timers.clock())
                .with("Id", message.getMessageId())
                .with("QueueTrigger", body)
                .with("PopReceipt", message.getPopReceipt())
                .with("DequeueCount", message.getDequeueCount())
                .with("InsertionTime", message.getInsertionTime().toInstant().toString())
                .with("ExpirationTime", message.getExpirationTime().toInstant().toString())
                .with(
                        "NextVisibleTime",
                        message.getTimeNextVisible().toInstant().toString())
                .withMembersOf(body);
        return Invocation.of(
                function,
                function.trigger().isBinary() ? Values.bytes(message.getBody().toBytes()) : Values.text(body),
                metadata.values());
    }

    /** Hides a message again and again until told to stop. */
    private final class KeptHidden {

        private final Receipt receipt;
        private boolean stopped;
        private Timers.Scheduled next = () -> {};

        KeptHidden(Receipt receipt) {
            this.receipt = receipt;
        }

        synchronized void schedule() {
            if (!stopped) {
                next = timers.schedule(timers.clock().instant().plus(RENEWAL), this::renew);
            }
        }

        synchronized void stop() {
            stopped = true;
            next.cancel();
        }

        private void renew() {
            Thread.ofVirtual().start(() -> {
                synchronized (this) {
                    if (!stopped) {
                        receipt.hide(HIDDEN);
                    }
                }
                schedule();
            });
        }
    }

    /** The right to a message, which changes with every renewal. Confined to its message's handling, under one lock. */
    private static final class Receipt {

        private final QueueClient queue;
        private final String messageId;
        private String popReceipt;

        Receipt(QueueClient queue, String messageId, String popReceipt) {
            this.queue = queue;
            this.messageId = messageId;
            this.popReceipt = popReceipt;
        }

        synchronized void hide(Duration time) {
            popReceipt = queue.updateMessage(messageId, popReceipt, null, time).getPopReceipt();
        }

        synchronized void delete() {
            queue.deleteMessage(messageId, popReceipt);
        }
    }
}
