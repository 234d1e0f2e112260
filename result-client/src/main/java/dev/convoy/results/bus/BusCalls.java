package dev.convoy.results.bus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import java.time.Duration;
import java.util.function.Supplier;

/** How calls of Service Bus are made here: with patience, and with one kind of failure. Stateless. */
final class BusCalls {

    private static final AmqpRetryOptions RETRY = new AmqpRetryOptions()
            .setMaxRetries(5)
            .setDelay(Duration.ofMillis(200))
            .setMaxDelay(Duration.ofSeconds(10))
            .setTryTimeout(Duration.ofSeconds(15));

    private BusCalls() {}

    /** @throws IllegalArgumentException if that is no connection string */
    static ServiceBusClientBuilder builder(String connectionString) {
        return new ServiceBusClientBuilder().connectionString(connectionString).retryOptions(RETRY);
    }

    static <T> T reaching(String operation, String entity, Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceBusException | AmqpException | IllegalStateException e) { // the last: the SDK's wait ran out
            throw new BusException("cannot " + operation + " " + entity + " of Service Bus: " + reason(e), e);
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse(failure.toString());
    }
}
