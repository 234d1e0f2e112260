package dev.convoy.functions.payment;

import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.order.OrderPaymentRequested;
import dev.convoy.contracts.order.RefundPayment;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.functions.platform.inbox.Delivery;
import dev.convoy.functions.platform.inbox.MessageConsumer;
import dev.convoy.functions.platform.inbox.UnexpectedMessageException;

/** The queue {@value Entities#PAYMENT_COMMANDS}: charge, refund. */
public final class PaymentCommands {

    private final MessageConsumer consumer;
    private final ChargePaymentHandler charging;
    private final RefundPaymentHandler refunding;

    public PaymentCommands(MessageConsumer consumer, ChargePaymentHandler charging, RefundPaymentHandler refunding) {
        this.consumer = consumer;
        this.charging = charging;
        this.refunding = refunding;
    }

    @FunctionName("PaymentCommands")
    public void run(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = Entities.PAYMENT_COMMANDS,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        consumer.accept(Delivery.of(message, messageId, applicationProperties), this::handle);
    }

    /** One command, already read. */
    public void handle(Envelope<?> command) {
        switch (command.data()) {
            case OrderPaymentRequested wanted -> charging.handle(command, wanted);
            case RefundPayment wanted -> refunding.handle(command, wanted);
            default -> throw new UnexpectedMessageException(command, Entities.PAYMENT_COMMANDS);
        }
    }
}
