package dev.convoy.runtime.servicebus.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.Delivery;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.message.Properties;
import dev.convoy.runtime.servicebus.store.JournalStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the emulator at random moments while senders and receivers work, and reads its journal after each kill. {@code
 * -Dkill.rounds=50} for the long run.
 */
class KillLoopTest {

    private static final Logger LOG = LoggerFactory.getLogger(KillLoopTest.class);
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
    private static final int SENDERS = 4;
    private static final int RECEIVERS = 4;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledgedSends = ConcurrentHashMap.newKeySet();
    private final Set<String> triedToComplete = ConcurrentHashMap.newKeySet();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();

    @TempDir
    Path data;

    @Test
    void whatever_was_acknowledged_is_in_the_books_exactly_once_after_every_kill() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        RandomGenerator random = new SplittableRandom(seed);

        for (int round = 1; round <= ROUNDS; round++) {
            disturb(random.nextInt(300, 1500));

            checkBooks("seed " + seed + ", round " + round);
        }

        LOG.atInfo()
                .addKeyValue("kills", ROUNDS)
                .addKeyValue("acknowledged", acknowledgedSends.size())
                .addKeyValue("completed", completed.size())
                .log("The books were right after every kill");
        assertThat(acknowledgedSends).hasSizeGreaterThan(10 * ROUNDS);
        assertThat(completed).isNotEmpty();
    }

    private void disturb(int millis) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (EmulatorProcess emulator = EmulatorProcess.start(data, List.of("-Xmx256m"));
                ExecutorService threads = Executors.newFixedThreadPool(SENDERS + RECEIVERS)) {
            for (int i = 0; i < SENDERS; i++) {
                threads.execute(() -> send(emulator.connectionString(), stop));
            }
            for (int i = 0; i < RECEIVERS; i++) {
                threads.execute(() -> receive(emulator.connectionString(), stop));
            }
            int before = acknowledgedSends.size();
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> acknowledgedSends.size() > before + 5);
            emulator.killAfter(millis);
            stop.set(true);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void send(String connection, AtomicBoolean stop) {
        try (ServiceBusSenderClient sender =
                builder(connection).sender().queueName("q").buildClient()) {
            while (!stop.get()) {
                List<ServiceBusMessage> batch = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    String id = "m" + ids.incrementAndGet();
                    sent.add(id);
                    batch.add(new ServiceBusMessage("x".repeat(300)).setMessageId(id));
                }
                sender.sendMessages(batch);
                batch.forEach(message -> acknowledgedSends.add(message.getMessageId()));
            }
        } catch (RuntimeException killed) {
            assertThat(killed).isNotNull();
        }
    }

    private void receive(String connection, AtomicBoolean stop) {
        try (ServiceBusReceiverClient receiver = builder(connection)
                .receiver()
                .queueName("q")
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient()) {
            while (!stop.get()) {
                for (ServiceBusReceivedMessage message : receiver.receiveMessages(5, Duration.ofMillis(200))) {
                    triedToComplete.add(message.getMessageId());
                    receiver.complete(message);
                    completed.add(message.getMessageId());
                }
            }
        } catch (RuntimeException killed) {
            assertThat(killed).isNotNull();
        }
    }

    /** Reads the journal as a restart would and compares with what the clients know. */
    private void checkBooks(String when) {
        Map<String, Integer> held = new HashMap<>();
        try (JournalStore store = new JournalStore(Journal.open(data, Journal.Sync.NEVER))) {
            Broker broker = new Broker(store, new SplittableRandom(1));
            store.replay(broker::replay);
            MessageQueue queue = broker.topology().queue(Address.parse("q")).orElseThrow();
            for (Delivery shown : broker.peek(queue, 0, Integer.MAX_VALUE, null, 0)) {
                held.merge(
                        String.valueOf(shown.message().properties().text(Properties.Field.MESSAGE_ID)),
                        1,
                        Integer::sum);
            }
        }
        assertThat(held.values()).as("held once: %s", when).allMatch(count -> count == 1);
        assertThat(without(held.keySet(), sent))
                .as("nothing invented: %s", when)
                .isEmpty();
        assertThat(held.keySet().stream().filter(completed::contains))
                .as("completed stays gone: %s", when)
                .isEmpty();
        assertThat(without(without(acknowledgedSends, triedToComplete), held.keySet()))
                .as("acknowledged is there: %s", when)
                .isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        some.forEach(rest::remove);
        return rest;
    }

    private static ServiceBusClientBuilder builder(String connection) {
        return new ServiceBusClientBuilder()
                .connectionString(connection)
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(3)));
    }
}
