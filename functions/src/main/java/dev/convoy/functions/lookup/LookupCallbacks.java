package dev.convoy.functions.lookup;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.lookup.LookupEnded;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue {@value Entities#LOOKUP_CALLBACKS}: sends each ended lookup's payload to the address its caller gave. At least once; the payload's
 * lookup id tells a repetition. A receiver that is away is asked again later, by the redelivery all consumers share.
 */
public final class LookupCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(LookupCallbacks.class);

    private final MessageConsumer consumer;
    private final LookupBook book;
    private final CallbackSender sender;

    LookupCallbacks(MessageConsumer consumer, LookupBook book, CallbackSender sender) {
        this.consumer = consumer;
        this.book = book;
        this.sender = sender;
    }

    @FunctionName("LookupCallbacks")
    public void run(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.LOOKUP_CALLBACKS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumer.accept(Delivery.of(message, messageId, applicationProperties), this::handle);
    }

    void handle(Envelope<?> message) {
        LookupEnded ended = message.dataAs(MessageTypes.LOOKUP_ENDED)
                .orElseThrow(() -> new UnexpectedMessageException(message, Entities.LOOKUP_CALLBACKS));
        book.find(ended.lookupId()).ifPresentOrElse(this::send, () -> LOG.atWarn()
                .addKeyValue("lookupId", ended.lookupId())
                .log("lookup is gone, nobody called back"));
    }

    private void send(LookupBook.Entry entry) {
        String callback = entry.lookup().callbackUrl();
        if (callback != null) {
            sender.send(callback, Json.write(LookupView.of(entry)));
        }
    }
}
