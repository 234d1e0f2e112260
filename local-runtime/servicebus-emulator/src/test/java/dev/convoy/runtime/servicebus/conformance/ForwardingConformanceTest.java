package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FromDocs("Chaining Service Bus entities with autoforwarding")
class ForwardingConformanceTest {

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
    void a_message_travels_along_a_chain_of_queues() {
        clients.sender("forward-first").sendMessage(new ServiceBusMessage("traveller"));

        ServiceBusReceivedMessage received = receiveOne(clients.deletingReceiver("forward-last"));

        assertThat(received.getBody().toString()).isEqualTo("traveller");
        assertThat(received.getEnqueuedSequenceNumber()).isPositive();
    }

    @Test
    void dead_letters_go_on_to_where_they_are_forwarded_and_say_where_they_come_from() {
        clients.sender("forward-dead").sendMessage(new ServiceBusMessage("bad"));
        ServiceBusReceiverClient receiver = clients.receiver("forward-dead");
        receiver.deadLetter(receiveOne(receiver), new DeadLetterOptions().setDeadLetterReason("why"));

        ServiceBusReceivedMessage received = receiveOne(clients.deletingReceiver("graveyard"));

        assertThat(received.getDeadLetterReason()).isEqualTo("why");
        assertThat(received.getDeadLetterSource()).isEqualTo("forward-dead");
    }

    @Test
    @Unverified("the reason's exact text")
    void what_cannot_be_forwarded_lies_among_the_transfer_dead_letters() {
        clients.sender("forward-nowhere").sendMessage(new ServiceBusMessage("stranded"));

        ServiceBusReceivedMessage received = receiveOne(clients.opened(clients.builder()
                .receiver()
                .queueName("forward-nowhere")
                .subQueue(SubQueue.TRANSFER_DEAD_LETTER_QUEUE)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()));

        assertThat(received.getBody().toString()).isEqualTo("stranded");
        assertThat(received.getDeadLetterReason()).isNotBlank();
    }
}
