package dev.convoy.runtime.cosmos.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ChangePage;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.ContainerSettings;
import dev.convoy.runtime.cosmos.documents.ItemBody;
import dev.convoy.runtime.cosmos.documents.ItemKey;
import dev.convoy.runtime.cosmos.documents.ItemOperation;
import dev.convoy.runtime.cosmos.documents.Json;
import dev.convoy.runtime.cosmos.documents.Partition;
import dev.convoy.runtime.cosmos.documents.PartitionKey;
import dev.convoy.runtime.cosmos.documents.Preconditions;
import dev.convoy.runtime.cosmos.documents.Script;
import dev.convoy.runtime.kit.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ChangePage.Bounds EVERYTHING = new ChangePage.Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE);

    @TempDir
    Path directory;

    @Test
    void compaction_while_writers_run_loses_nothing_and_keeps_the_order_of_the_feed() throws Exception {
        List<String> before;
        try (Opened opened = open()) {
            Partition partition = createContainer(opened.account());
            try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
                Future<?> writing = writer.submit(() -> {
                    for (int i = 0; i < 6000; i++) {
                        write(partition, "i" + i % 500, i);
                    }
                });
                for (int i = 0; i < 5; i++) {
                    opened.store().compact(opened.account());
                }
                writing.get();
            }
            write(partition, "last", 1);
            partition.execute(
                    new ItemOperation.Delete(new ItemKey(new PartitionKey("[\"p\"]"), "i7"), Preconditions.NONE), NOW);
            before = feed(partition);
        }

        try (Opened opened = open()) {
            Partition partition =
                    opened.account().requireContainer("d", "c").partitions().getFirst();
            assertThat(feed(partition)).isEqualTo(before).hasSize(500);
            long lsn = partition.lsn();
            write(partition, "i7", 7);
            assertThat(partition.lsn()).isGreaterThan(lsn);
        }
    }

    @Test
    void a_journal_cut_at_any_byte_has_each_batch_whole_or_not_at_all() throws IOException {
        try (Opened opened = open()) {
            Partition partition = createContainer(opened.account());
            for (int i = 0; i < 5; i++) {
                partition.execute(List.of(upsert("x", i), upsert("y", i), upsert("z" + i, i)), true, NOW);
            }
        }
        Path segment = newestSegment();
        byte[] whole = Files.readAllBytes(segment);

        for (int length = whole.length; length >= 0; length -= 7) {
            Files.write(segment, java.util.Arrays.copyOf(whole, length));
            try (Opened opened = open()) {
                opened.account().database("d").flatMap(d -> d.container("c")).ifPresent(container -> {
                    List<String> items = feed(container.partitions().getFirst());
                    long x = items.stream()
                            .filter(item -> item.contains("\"x\""))
                            .count();
                    long y = items.stream()
                            .filter(item -> item.contains("\"y\""))
                            .count();
                    assertThat(x).isEqualTo(y);
                    assertThat(values(items, "x")).isEqualTo(values(items, "y"));
                });
            }
        }
    }

    @Test
    void scripts_are_there_after_a_restart_and_after_compaction() {
        try (Opened opened = open()) {
            createContainer(opened.account());
            Container container = opened.account().requireContainer("d", "c");
            for (String id : List.of("kept", "gone", "late")) {
                ObjectNode json = Json.MAPPER.createObjectNode().put("id", id).put("body", "function " + id + "() {}");
                if (id.equals("late")) {
                    opened.account().deleteScript(container, Script.Kind.USER_FUNCTION, "gone", Preconditions.NONE);
                    opened.store().compact(opened.account());
                }
                opened.account().createScript(container, Script.Kind.USER_FUNCTION, json, NOW);
            }
        }

        try (Opened opened = open()) {
            assertThat(opened.account().requireContainer("d", "c").scripts().all(Script.Kind.USER_FUNCTION))
                    .extracting(Script::body)
                    .containsExactly("function kept() {}", "function late() {}");
        }
    }

    private static List<String> values(List<String> items, String id) {
        return items.stream()
                .filter(item -> item.contains("\"" + id + "\""))
                .map(item -> item.replaceAll(".*\"v\":(\\d+).*", "$1"))
                .toList();
    }

    private Path newestSegment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("segment-"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private Opened open() {
        AccountStore store = new AccountStore(Journal.open(directory, Journal.Sync.NEVER));
        Account account = new Account(store, 1, 100);
        store.replayInto(account);
        return new Opened(account, store);
    }

    private static Partition createContainer(Account account) {
        account.createDatabase("d", NOW);
        ObjectNode settings = Json.MAPPER.createObjectNode().put("id", "c");
        settings.putObject("partitionKey").put("version", 2).putArray("paths").add("/pk");
        return account.createContainer("d", ContainerSettings.parse(settings), NOW)
                .partitions()
                .getFirst();
    }

    private static void write(Partition partition, String id, int value) {
        partition.execute(upsert(id, value), NOW);
    }

    private static ItemOperation upsert(String id, int value) {
        String json = "{\"id\":\"" + id + "\",\"pk\":\"p\",\"v\":" + value + "}";
        ItemBody body = ItemBody.of(json.getBytes(StandardCharsets.UTF_8));
        return new ItemOperation.Upsert(new ItemKey(new PartitionKey("[\"p\"]"), id), body, Preconditions.NONE);
    }

    private static List<String> feed(Partition partition) {
        return partition.changesAfter(0, EVERYTHING, document -> true, NOW).documents().stream()
                .map(document -> document.lsn() + " " + document.number() + " "
                        + new String(document.json().array(), StandardCharsets.UTF_8))
                .toList();
    }

    private record Opened(Account account, AccountStore store) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }
}
