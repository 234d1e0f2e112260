import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.slf4j.LoggerFactory;

/** Sends a text to a queue, if one is given, and shows the messages that lie there, with the plain Azure SDK; they stay. */
class QueueMessages {

    public static void main(String[] arguments) {
        if (arguments.length < 2 || arguments.length > 3) {
            System.err.println("usage: QueueMessages CONNECTION-STRING QUEUE [TEXT]");
            System.exit(2);
        }
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN); // the SDK tells much otherwise
        ServiceBusClientBuilder bus = new ServiceBusClientBuilder().connectionString(arguments[0]);
        if (arguments.length == 3) {
            try (ServiceBusSenderClient sender = bus.sender().queueName(arguments[1]).buildClient()) {
                sender.sendMessage(new ServiceBusMessage(arguments[2]));
            }
        }
        try (ServiceBusReceiverClient receiver = bus.receiver().queueName(arguments[1]).buildClient()) {
            for (ServiceBusReceivedMessage message : receiver.peekMessages(20)) {
                System.out.println(message.getSequenceNumber() + "  " + message.getBody());
            }
        }
    }
}
