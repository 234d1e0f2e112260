package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.bodies;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receive;
import static dev.convoy.runtime.servicebus.conformance.SdkClients.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.CompleteOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.DeferOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FromDocs("Overview of Service Bus transaction processing")
class TransactionConformanceTest {

    private SdkClients clients;

    @BeforeEach
    void connect() {
        clients = new SdkClients(TestedEmulator.connectionString());
    }

    @AfterEach
    void disconnect() throws Exception {
        clients.close();
    }

    @Test
    void a_committed_transaction_completes_and_sends_together() {
        clients.sender("transacted-a").sendMessage(new ServiceBusMessage("in"));
        ServiceBusReceiverClient receiver = clients.receiver("transacted-a");
        ServiceBusSenderClient sender = clients.sender("transacted-a");
        ServiceBusReceivedMessage in = receiveOne(receiver);
        ServiceBusTransactionContext transaction = receiver.createTransaction();
        receiver.complete(in, new CompleteOptions().setTransactionContext(transaction));
        receiver.commitTransaction(transaction);
        ServiceBusTransactionContext sending = sender.createTransaction();
        sender.sendMessage(new ServiceBusMessage("out-1"), sending);
        sender.sendMessage(new ServiceBusMessage("out-2"), sending);
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(500))).isEmpty();

        sender.commitTransaction(sending);

        assertThat(bodies(receive(receiver, 2))).containsExactly("out-1", "out-2");
    }

    @Test
    void a_transaction_rolled_back_leaves_everything_as_it_was() {
        clients.sender("transacted-b").sendMessage(new ServiceBusMessage("in"));
        ServiceBusReceiverClient receiver = clients.receiver("transacted-b");
        ServiceBusSenderClient sender = clients.sender("transacted-b");
        ServiceBusReceivedMessage in = receiveOne(receiver);
        ServiceBusTransactionContext transaction = receiver.createTransaction();
        receiver.complete(in, new CompleteOptions().setTransactionContext(transaction));
        receiver.rollbackTransaction(transaction);
        ServiceBusTransactionContext sending = sender.createTransaction();
        sender.sendMessage(new ServiceBusMessage("never"), sending);
        sender.rollbackTransaction(sending);

        ServiceBusReceivedMessage again = receiveOne(receiver);
        receiver.complete(again);

        assertThat(again.getBody().toString()).isEqualTo("in");
        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThat(receiver.receiveMessages(1, Duration.ofMillis(500))).isEmpty();
    }

    @Test
    void messages_sent_in_a_transaction_whose_connection_ends_never_arrive() {
        ServiceBusSenderClient sender =
                clients.builder().sender().queueName("transacted-c").buildClient();
        sender.sendMessage(new ServiceBusMessage("never"), sender.createTransaction());
        sender.close();

        ServiceBusReceiverClient receiver = clients.deletingReceiver("transacted-c");

        assertThat(receiver.receiveMessages(1, Duration.ofMillis(800))).isEmpty();
    }

    @Test
    void every_kind_of_settlement_waits_for_the_commit() {
        clients.sender("transacted-d")
                .sendMessages(List.of(
                        new ServiceBusMessage("abandoned"),
                        new ServiceBusMessage("deferred"),
                        new ServiceBusMessage("dead")));
        ServiceBusReceiverClient receiver = clients.receiver("transacted-d");
        List<ServiceBusReceivedMessage> messages = receive(receiver, 3);
        ServiceBusTransactionContext transaction = receiver.createTransaction();
        receiver.abandon(messages.get(0), new AbandonOptions().setTransactionContext(transaction));
        receiver.defer(messages.get(1), new DeferOptions().setTransactionContext(transaction));
        receiver.deadLetter(
                messages.get(2),
                new DeadLetterOptions().setDeadLetterReason("why").setTransactionContext(transaction));
        assertThat(clients.deadLetters("transacted-d").peekMessage()).isNull();

        receiver.commitTransaction(transaction);

        assertThat(receiveOne(receiver).getDeliveryCount()).isEqualTo(1);
        assertThat(receiver.receiveDeferredMessage(messages.get(1).getSequenceNumber())
                        .getBody())
                .hasToString("deferred");
        assertThat(receiveOne(clients.deadLetters("transacted-d")).getDeadLetterReason())
                .isEqualTo("why");
    }

    @Test
    void a_transaction_over_several_entities_completes_here_and_sends_there() {
        clients.sender("via").sendMessage(new ServiceBusMessage("in"));
        ServiceBusClientBuilder builder = clients.builder().enableCrossEntityTransactions();
        ServiceBusReceiverClient receiver = clients.opened(builder.receiver()
                .queueName("via")
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
        ServiceBusReceivedMessage in = receiveOne(receiver);
        ServiceBusSenderClient sender =
                clients.opened(builder.sender().queueName("via-target").buildClient());
        ServiceBusReceiverClient target = clients.deletingReceiver("via-target");
        ServiceBusTransactionContext transaction = receiver.createTransaction();
        receiver.complete(in, new CompleteOptions().setTransactionContext(transaction));
        sender.sendMessage(new ServiceBusMessage("out"), transaction);
        assertThat(target.receiveMessages(1, Duration.ofMillis(500))).isEmpty();

        receiver.commitTransaction(transaction);

        assertThat(bodies(receive(target, 1))).containsExactly("out");
        assertThat(clients.deletingReceiver("via").receiveMessages(1, Duration.ofMillis(300)))
                .isEmpty();
    }
}
