package dev.convoy.functions.lookup.worker;

import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import org.jspecify.annotations.Nullable;

/** One service's queue of commands, as its trigger delivers them: into the consumer that all share, then to the worker. */
public final class LookupQueue {

    private final MessageConsumer consumer;
    private final LookupWorker worker;

    public LookupQueue(MessageConsumer consumer, LookupWorker worker) {
        this.consumer = consumer;
        this.worker = worker;
    }

    /** Takes one delivery for that lookup; when it returns, the message may be completed. */
    public void accept(
            ServiceLookup lookup, String message, @Nullable String messageId, @Nullable String applicationProperties) {
        consumer.accept(
                Delivery.of(message, messageId, applicationProperties), command -> worker.handle(command, lookup));
    }
}
