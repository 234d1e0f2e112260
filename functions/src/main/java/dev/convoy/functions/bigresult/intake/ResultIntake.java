package dev.convoy.functions.bigresult.intake;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.bigresult.chunks.ChunkStore;
import dev.convoy.functions.bigresult.state.CompletionCheck;
import dev.convoy.functions.bigresult.state.ReceiptBook;
import dev.convoy.functions.bigresult.state.TransactionBook;
import dev.convoy.functions.bigresult.state.TransactionOpening;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.ParkingLot;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The three queues of big results, as their triggers deliver them. */
public final class ResultIntake {

    private final Consumers consumers;
    private final TakeHeader headers;
    private final TakeChunks chunks;

    public ResultIntake(Consumers consumers, State state, Limits limits, ParkingLot parking, Clock clock) {
        this.consumers = consumers;
        Refusals refusals = new Refusals(state.book(), parking, clock);
        TakeChunks.Ports ports =
                new TakeChunks.Ports(state.book(), state.opening(), state.receipts(), state.completion());
        this.headers = new TakeHeader(ports, refusals, clock);
        this.chunks = new TakeChunks(
                ports,
                new ChunkRules(limits.inlineBytes(), limits.chunkBytes()),
                new ParallelStaging(state.chunks()),
                refusals);
    }

    /** How messages come in; delayed copies of inline chunks go the way of the others, where attempts are counted. */
    public record Consumers(MessageConsumer headers, MessageConsumer payloads) {}

    /** What intake works on. */
    public record State(
            TransactionBook book,
            TransactionOpening opening,
            ReceiptBook receipts,
            CompletionCheck completion,
            ChunkStore chunks) {}

    /** What a chunk may have. */
    public record Limits(long inlineBytes, long chunkBytes) {}

    @FunctionName("ResultHeaders")
    public void headers(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.RESULT_HEADERS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumers.headers().accept(Delivery.of(message, messageId, applicationProperties), headers::take);
    }

    /** One at a time, since the platform renews the lock of single messages only and a chunk may take long. */
    @FunctionName("ResultPayloads")
    public void payloads(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.RESULT_PAYLOADS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumers
                .payloads()
                .accept(Delivery.of(message, messageId, applicationProperties), chunk -> chunks.take(List.of(chunk)));
    }

    @FunctionName("ResultInlinePayloads")
    public void inlinePayloads(
            @ServiceBusQueueTrigger(
                            name = "messages",
                            queueName = Entities.RESULT_INLINE_PAYLOADS,
                            connection = Entities.SERVICE_BUS_CONNECTION,
                            cardinality = Cardinality.MANY)
                    String[] messages) {
        consumers
                .payloads()
                .from(Entities.RESULT_INLINE_PAYLOADS)
                .acceptAll(Arrays.stream(messages).map(Delivery::of).toList(), chunks::take);
    }
}
