import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;

/** Shows the messages of a queue, or of TOPIC/SUBSCRIPTION, with the plain Azure SDK; they stay where they are. */
class PeekMessages {

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: PeekMessages CONNECTION-STRING QUEUE|TOPIC/SUBSCRIPTION");
            System.exit(2);
        }
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder builder = new ServiceBusClientBuilder()
                .connectionString(arguments[0])
                .receiver()
                .disableAutoComplete();
        String[] entity = arguments[1].split("/");
        if (entity.length == 1) {
            builder.queueName(entity[0]);
        } else {
            builder.topicName(entity[0]).subscriptionName(entity[1]);
        }
        try (ServiceBusReceiverClient receiver = builder.buildClient()) {
            for (ServiceBusReceivedMessage message : receiver.peekMessages(20)) {
                System.out.printf(
                        "%4d  %-24s %s%n", message.getSequenceNumber(), message.getSubject(), message.getBody());
            }
        }
    }
}
