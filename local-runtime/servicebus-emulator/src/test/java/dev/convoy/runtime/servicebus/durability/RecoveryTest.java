package dev.convoy.runtime.servicebus.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.kit.journal.Journal;
import dev.convoy.runtime.servicebus.broker.Address;
import dev.convoy.runtime.servicebus.broker.Broker;
import dev.convoy.runtime.servicebus.broker.Delivery;
import dev.convoy.runtime.servicebus.broker.Disposition;
import dev.convoy.runtime.servicebus.broker.EntityDefinition;
import dev.convoy.runtime.servicebus.broker.EntitySettings;
import dev.convoy.runtime.servicebus.broker.MessageQueue;
import dev.convoy.runtime.servicebus.broker.ReceiveMode;
import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import dev.convoy.runtime.servicebus.message.Message;
import dev.convoy.runtime.servicebus.message.Properties;
import dev.convoy.runtime.servicebus.message.Residence;
import dev.convoy.runtime.servicebus.store.Compaction;
import dev.convoy.runtime.servicebus.store.JournalStore;
import dev.convoy.runtime.servicebus.store.LogLimits;
import dev.convoy.runtime.servicebus.store.SpillFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

    private static final Address QUEUE = Address.parse("q");
    private static final Address DEAD_LETTERS = Address.parse("q/$deadletterqueue");

    @TempDir
    Path data;

    @Test
    void a_backlog_of_a_hundred_thousand_messages_is_back() {
        try (Opened opened = open(Residence.heapOnly())) {
            for (int i = 0; i < 1000; i++) {
                send(opened, i * 100, 100, 1024);
                opened.store.flush();
            }
        }

        try (Opened opened = open(Residence.heapOnly())) {
            assertThat(opened.queue().totalCount()).isEqualTo(100_000);
        }
    }

    @Test
    void a_journal_compacted_while_the_broker_goes_on_gives_the_same_state() throws IOException {
        List<String> expected;
        long before;
        try (Opened opened = open(Residence.heapOnly());
                Compaction compaction = new Compaction(opened.store, opened.broker)) {
            send(opened, 0, 90_000, 1024);
            for (int i = 0; i < 80_000; i++) {
                take(opened);
            }
            opened.store.flush();
            before = bytesIn(data);
            assertThat(compaction.isWanted()).isTrue();
            int next = 90_000;
            compaction.step();
            compaction.awaitDisk();
            while (compaction.isWanted()) {
                compaction.step();
                send(opened, next, 3, 1024);
                next += 3;
                take(opened);
                settle(opened, new Disposition.Complete());
                settle(opened, new Disposition.Abandon(Map.of("tried", 1)));
                settle(opened, new Disposition.Defer(Map.of()));
                settle(opened, new Disposition.DeadLetter("on purpose", null, Map.of()));
                opened.store.flush();
                if (next > 91_000) {
                    break;
                }
            }
            compaction.close();
            expected = ids(opened);
        }

        try (Opened opened = open(Residence.heapOnly())) {
            assertThat(ids(opened)).isEqualTo(expected);
            assertThat(bytesIn(data)).isLessThan(before / 4);
        }
    }

    @Test
    void a_backlog_beyond_its_share_of_the_heap_is_put_away_and_comes_back_in_order() throws IOException {
        Path scratch = data.resolve("scratch");
        try (SpillFiles spill = SpillFiles.in(scratch)) {
            Residence residence = Residence.spilling(100_000, spill);
            try (Opened opened = open(residence)) {
                send(opened, 0, 2000, 1024);
                assertThat(residence.heapBytes()).isLessThanOrEqualTo(100_000);
                assertThat(residence.storedBytes()).isGreaterThan(1_500_000);

                for (int i = 0; i < 2000; i++) {
                    assertThat(take(opened)).isEqualTo("m" + i);
                }

                assertThat(residence.heapBytes()).isZero();
                assertThat(residence.storedBytes()).isZero();
            }
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    private Opened open(Residence residence) {
        JournalStore store = new JournalStore(
                Journal.open(data.resolve("journal"), Journal.Sync.NEVER), new LogLimits(32 << 20, 1_000_000, 2));
        Broker broker = new Broker(store, new SplittableRandom(1), residence);
        store.replay(broker::replay);
        broker.recovered(0);
        if (broker.topology().find("q").isEmpty()) {
            broker.topology().create(new EntityDefinition.Queue("q", EntitySettings.defaults()));
        }
        return new Opened(store, broker);
    }

    private static void send(Opened opened, int first, int count, int bytes) {
        List<Message> messages = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            messages.add(message("m" + i, bytes));
        }
        opened.broker.send("q", messages, 0);
    }

    private static String take(Opened opened) {
        Delivery delivery = opened.broker.receive(opened.queue(), ReceiveMode.RECEIVE_AND_DELETE, null, 0);
        return String.valueOf(delivery.message().properties().text(Properties.Field.MESSAGE_ID));
    }

    private static void settle(Opened opened, Disposition disposition) {
        Delivery delivery = opened.broker.receive(opened.queue(), ReceiveMode.PEEK_LOCK, null, 0);
        opened.broker.settle(opened.queue(), delivery.token(), disposition, 0);
    }

    private static List<String> ids(Opened opened) {
        return Stream.of(QUEUE, DEAD_LETTERS)
                .map(address -> opened.broker.topology().queue(address).orElseThrow())
                .flatMap(queue -> opened.broker.peek(queue, 0, Integer.MAX_VALUE, null, 0).stream())
                .map(shown -> String.valueOf(shown.message().properties().text(Properties.Field.MESSAGE_ID)))
                .toList();
    }

    private static Message message(String id, int bytes) {
        byte[] body = new AmqpWriter(bytes)
                .descriptor(0x75)
                .value(new AmqpValue.Binary(new byte[bytes]))
                .toBytes();
        return Message.of(body).withProperty(Properties.Field.MESSAGE_ID, id);
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private record Opened(JournalStore store, Broker broker) implements AutoCloseable {
        MessageQueue queue() {
            return broker.topology().queue(QUEUE).orElseThrow();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
