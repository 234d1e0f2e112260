package dev.convoy.functions.inventory;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.order.OrderInventoryRequested;
import dev.convoy.contracts.order.ReleaseInventory;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;

/** The queue {@value Entities#INVENTORY_COMMANDS}: reserve, release. */
public final class InventoryCommands {

    private final MessageConsumer consumer;
    private final ReserveStockHandler reserving;
    private final ReleaseStockHandler releasing;

    public InventoryCommands(MessageConsumer consumer, ReserveStockHandler reserving, ReleaseStockHandler releasing) {
        this.consumer = consumer;
        this.reserving = reserving;
        this.releasing = releasing;
    }

    @FunctionName("InventoryCommands")
    public void run(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.INVENTORY_COMMANDS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumer.accept(Delivery.of(message, messageId, applicationProperties), this::handle);
    }

    /** One command, already read. */
    public void handle(Envelope<?> command) {
        switch (command.data()) {
            case OrderInventoryRequested wanted -> reserving.handle(command, wanted);
            case ReleaseInventory wanted -> releasing.handle(command, wanted);
            default -> throw new UnexpectedMessageException(command, Entities.INVENTORY_COMMANDS);
        }
    }
}
