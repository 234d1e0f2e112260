package dev.convoy.results.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultHeader;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.Envelopes;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageType;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.TransactionId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Sends headers and chunks. What is sent twice has the same message id twice. Senders are opened once and kept. Safe for use by several threads.
 */
public final class ResultMessages implements AutoCloseable {

    private static final String CONTENT_TYPE = "application/cloudevents+json";

    private final ServiceBusClientBuilder builder;
    private final Clock clock;
    private final Map<String, ServiceBusSenderClient> senders = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException if that is no connection string
     */
    public ResultMessages(String connectionString, Clock clock) {
        this.builder = BusCalls.builder(connectionString);
        this.clock = clock;
    }

    /**
     * Sends a header.
     *
     * @throws BusException if it cannot be sent
     */
    public void header(String queue, ResultHeader header) {
        String text = envelope(MessageTypes.RESULT_HEADER, header.transactionId(), "", header);
        send(queue, List.of(message(MessageTypes.RESULT_HEADER, header.transactionId(), "", text)));
    }

    /**
     * Sends chunks, inline ones to their own queue.
     *
     * @throws BusException if not all could be sent; some may have been
     */
    public void chunks(String payloads, String inlinePayloads, List<ResultChunk> chunks) {
        chunks(payloads, inlinePayloads, chunks, "");
    }

    /**
     * The same, for chunks that were refused before: with another mark the messages have other ids, so that another refusal is another notice.
     *
     * @param mark empty the first time
     */
    public void chunks(String payloads, String inlinePayloads, List<ResultChunk> chunks, String mark) {
        Predicate<ResultChunk> inline = chunk -> chunk.payload() instanceof ChunkPayload.Inline;
        send(
                inlinePayloads,
                chunks.stream()
                        .filter(inline)
                        .map(chunk -> message(chunk, mark))
                        .toList());
        send(
                payloads,
                chunks.stream()
                        .filter(inline.negate())
                        .map(chunk -> message(chunk, mark))
                        .toList());
    }

    @Override
    public void close() {
        senders.values().forEach(ServiceBusSenderClient::close);
    }

    private ServiceBusMessage message(ResultChunk chunk, String mark) {
        String qualifier = chunk.series() + "/" + chunk.ordinal() + (mark.isEmpty() ? "" : "/" + mark);
        String text = envelope(MessageTypes.RESULT_CHUNK, chunk.transactionId(), qualifier, chunk);
        return message(MessageTypes.RESULT_CHUNK, chunk.transactionId(), qualifier, text);
    }

    private <T> String envelope(MessageType<T> type, TransactionId id, String qualifier, T data) {
        String subject = id.value();
        return Envelopes.write(new Envelope<>(
                EventIds.of(type, subject, qualifier), type, subject, clock.instant(), null, subject, subject, data));
    }

    private static ServiceBusMessage message(MessageType<?> type, TransactionId id, String qualifier, String text) {
        ServiceBusMessage message = new ServiceBusMessage(text)
                .setMessageId(EventIds.of(type, id.value(), qualifier))
                .setSubject(type.shortName())
                .setContentType(CONTENT_TYPE);
        message.getApplicationProperties().put("type", type.name());
        return message;
    }

    private void send(String queue, List<ServiceBusMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        BusCalls.reaching("send to", queue, () -> {
            sendAll(sender(queue), messages);
            return messages.size();
        });
    }

    private static void sendAll(ServiceBusSenderClient sender, List<ServiceBusMessage> messages) {
        ServiceBusMessageBatch batch = sender.createMessageBatch();
        for (ServiceBusMessage message : messages) {
            if (batch.tryAddMessage(message)) {
                continue;
            }
            if (batch.getCount() > 0) {
                sender.sendMessages(batch);
                batch = sender.createMessageBatch();
            }
            if (!batch.tryAddMessage(message)) {
                throw new IllegalArgumentException("a chunk is too long for a message; stage it");
            }
        }
        if (batch.getCount() > 0) {
            sender.sendMessages(batch);
        }
    }

    private ServiceBusSenderClient sender(String queue) {
        return senders.computeIfAbsent(
                queue, name -> builder.sender().queueName(name).buildClient());
    }
}
