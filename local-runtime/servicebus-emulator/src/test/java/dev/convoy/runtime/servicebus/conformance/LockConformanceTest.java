package dev.convoy.runtime.servicebus.conformance;

import static dev.convoy.runtime.servicebus.conformance.SdkClients.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FromDocs("Message transfers, locks, and settlement")
class LockConformanceTest {

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
    void a_message_received_and_deleted_is_gone_and_cannot_be_settled() {
        clients.sender("erased").sendMessage(new ServiceBusMessage("m"));
        ServiceBusReceiverClient receiver = clients.deletingReceiver("erased");

        ServiceBusReceivedMessage message = receiveOne(receiver);

        assertThat(receiver.peekMessage(0)).isNull();
        assertThatThrownBy(() -> receiver.complete(message)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_lock_is_renewed_and_its_message_completed_by_another_client_when_its_receiver_is_gone() {
        clients.sender("orphaned").sendMessage(new ServiceBusMessage("m"));
        ServiceBusReceiverClient first = clients.receiver("orphaned");
        ServiceBusReceivedMessage message = receiveOne(first);
        first.close();
        ServiceBusReceiverClient other = clients.receiver("orphaned");

        OffsetDateTime until = other.renewMessageLock(message);
        other.complete(message);

        assertThat(until).isAfter(OffsetDateTime.now());
        assertThat(other.peekMessage(0)).isNull();
    }
}
