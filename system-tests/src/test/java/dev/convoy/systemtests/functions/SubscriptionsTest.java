package dev.convoy.systemtests.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.ServiceBusConfig;
import dev.convoy.functions.platform.servicebus.BusMessage;
import dev.convoy.functions.platform.servicebus.ServiceBusConnection;
import dev.convoy.functions.platform.servicebus.ServiceBusMessageBus;
import dev.convoy.functions.platform.servicebus.Subscriptions;
import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Subscriptions on demand, through the administration API of the emulator: who gets which notice. */
class SubscriptionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMillis(500);

    private static ServiceBusEmulator emulator;
    private static ServiceBusMessageBus bus;

    private final Subscriptions subscriptions = subscriptions();

    @BeforeAll
    static void start() {
        emulator = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(ServiceBusConfig.json()));
        bus = new ServiceBusMessageBus(connection());
    }

    @AfterAll
    static void stop() {
        bus.close();
        emulator.close();
    }

    private static ServiceBusConnection connection() {
        return new ServiceBusConnection.ByConnectionString(emulator.connectionString());
    }

    private static Subscriptions subscriptions() {
        return new Subscriptions(connection(), Optional.of(URI.create("http://localhost:" + emulator.adminPort())));
    }

    @Test
    void a_client_gets_its_own_notices_and_a_transactions_subscription_only_that_ones() {
        subscriptions.ensure(ofClient("ann"));
        subscriptions.ensure(ofClient("ben"));
        subscriptions.ensure(ofTransaction("ann", "tx-2"));

        notice("n1", "ann", "tx-1");
        notice("n2", "ann", "tx-2");
        notice("n3", "ben", "tx-3");

        assertThat(received("client-ann", 2)).containsExactly("n1", "n2");
        assertThat(received("client-ben", 1)).containsExactly("n3");
        assertThat(received("tx-tx-2", 1)).containsExactly("n2");
    }

    @Test
    void whoever_is_away_finds_its_notices_later() {
        subscriptions.ensure(ofClient("cat"));
        notice("n4", "cat", "tx-4");

        subscriptions().ensure(ofClient("cat")); // another instance, which remembers nothing

        assertThat(received("client-cat", 1)).containsExactly("n4");
    }

    @Test
    void several_instances_may_ask_at_once() {
        List<CompletableFuture<Void>> asking = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.runAsync(() -> subscriptions().ensure(ofClient("dot"))))
                .toList();
        asking.forEach(CompletableFuture::join);

        notice("n5", "dot", "tx-5");

        assertThat(received("client-dot", 1)).containsExactly("n5");
    }

    private static Subscriptions.Wish ofClient(String client) {
        return new Subscriptions.Wish(
                Entities.RESULT_NOTIFICATIONS,
                "client-" + client,
                Map.of(ResultNames.CLIENT_ID, client),
                Optional.empty());
    }

    private static Subscriptions.Wish ofTransaction(String client, String transaction) {
        return new Subscriptions.Wish(
                Entities.RESULT_NOTIFICATIONS,
                "tx-" + transaction,
                Map.of(ResultNames.CLIENT_ID, client, ResultNames.TRANSACTION_ID, transaction),
                Optional.of(Duration.ofDays(14)));
    }

    private static void notice(String messageId, String client, String transaction) {
        bus.send(
                Entities.RESULT_NOTIFICATIONS,
                List.of(new BusMessage(
                        messageId,
                        "ResultCompleted",
                        "{}",
                        Map.of(ResultNames.CLIENT_ID, client, ResultNames.TRANSACTION_ID, transaction))));
    }

    /** Message ids, of so many and of what else comes soon after. */
    private static List<String> received(String subscription, int expected) {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(emulator.connectionString())
                .receiver()
                .topicName(Entities.RESULT_NOTIFICATIONS)
                .subscriptionName(subscription)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient()) {
            return Stream.concat(
                            receiver.receiveMessages(expected, PATIENCE).stream(),
                            receiver.receiveMessages(1, SILENCE).stream())
                    .map(ServiceBusReceivedMessage::getMessageId)
                    .toList();
        }
    }
}
