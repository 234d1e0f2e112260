package dev.convoy.runtime.cosmos.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Threads against one partition: races have one winner, batches are whole, and histories of a key have a sequential order. */
class PartitionConcurrencyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PartitionKey PK = new PartitionKey("[\"p\"]");

    private final Partition partition = partition();

    @Test
    void a_sixteen_way_race_on_one_etag_has_one_winner() throws Exception {
        for (int round = 0; round < 200; round++) {
            ItemResult seed = partition.execute(upsert("race", round, Preconditions.NONE), NOW);
            String etag = documentOf(seed).etag();
            CountDownLatch start = new CountDownLatch(1);
            List<Callable<ItemResult>> racers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int value = 1000 + i;
                racers.add(() -> {
                    start.await();
                    return partition.execute(upsert("race", value, new Preconditions(etag, null)), NOW);
                });
            }

            List<ItemResult> results = all(racers, start);

            assertThat(results.stream().filter(ItemResult.Replaced.class::isInstance))
                    .hasSize(1);
            assertThat(results.stream().filter(ItemResult.Refused.class::isInstance))
                    .hasSize(15);
        }
    }

    @Test
    void readers_see_a_batch_whole_or_not_at_all() throws Exception {
        partition.execute(List.of(upsert("x", 0, Preconditions.NONE), upsert("y", 0, Preconditions.NONE)), true, NOW);
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Boolean>> threads = new ArrayList<>();
        threads.add(() -> {
            start.await();
            for (int i = 1; i <= 5000; i++) {
                partition.execute(
                        List.of(upsert("x", i, Preconditions.NONE), upsert("y", i, Preconditions.NONE)), true, NOW);
            }
            return true;
        });
        threads.add(() -> {
            start.await();
            for (int i = 0; i < 5000; i++) {
                List<StoredDocument> seen = partition.documents(new Partition.Scope.Under(PK), NOW);
                if (valueOf(seen.get(0)) != valueOf(seen.get(1))) {
                    return false;
                }
            }
            return true;
        });

        assertThat(all(threads, start)).containsOnly(true);
    }

    @Test
    void random_concurrent_point_operations_on_few_keys_are_linearisable() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            Partition fresh = partition();
            AtomicLong clock = new AtomicLong();
            CountDownLatch start = new CountDownLatch(1);
            List<Callable<List<History.Event>>> clients = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                Random random = new Random(seed * 31L + client);
                clients.add(() -> {
                    start.await();
                    List<History.Event> events = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        events.add(step(fresh, random, clock));
                    }
                    return events;
                });
            }

            History history = new History();
            all(clients, start).forEach(history::addAll);

            assertThat(history.isLinearisable())
                    .as("seed %s: %s", seed, history)
                    .isTrue();
        }
    }

    private static History.Event step(Partition partition, Random random, AtomicLong clock) {
        String key = "k" + random.nextInt(2);
        int value = random.nextInt(1_000_000);
        int kind = random.nextInt(4);
        long invoked = clock.incrementAndGet();
        ItemResult result =
                switch (kind) {
                    case 0 -> partition.execute(create(key, value), NOW);
                    case 1 -> partition.execute(upsert(key, value, Preconditions.NONE), NOW);
                    case 2 -> partition.execute(new ItemOperation.Delete(keyOf(key), Preconditions.NONE), NOW);
                    default -> partition.read(new ItemOperation.Read(keyOf(key), Preconditions.NONE), NOW);
                };
        return new History.Event(key, kind, value, outcomeOf(result), invoked, clock.incrementAndGet());
    }

    private static int outcomeOf(ItemResult result) {
        return switch (result) {
            case ItemResult.Found found -> valueOf(found.document());
            case ItemResult.Refused refused -> -refused.reason().status();
            case ItemResult.Created created -> 1;
            case ItemResult.Replaced replaced -> 2;
            case ItemResult.Deleted deleted -> 3;
            case ItemResult.NotModified same -> throw new AssertionError("no condition was given");
        };
    }

    private static <T> List<T> all(List<Callable<T>> tasks, CountDownLatch start) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private static StoredDocument documentOf(ItemResult result) {
        return switch (result) {
            case ItemResult.Created created -> created.document();
            case ItemResult.Replaced replaced -> replaced.document();
            default -> throw new AssertionError("not written: " + result);
        };
    }

    private static int valueOf(StoredDocument document) {
        return Json.object(document.json().array()).path("v").intValue();
    }

    private static ItemOperation create(String id, int value) {
        return new ItemOperation.Create(keyOf(id), body(id, value), Preconditions.NONE);
    }

    private static ItemOperation upsert(String id, int value, Preconditions when) {
        return new ItemOperation.Upsert(keyOf(id), body(id, value), when);
    }

    private static ItemKey keyOf(String id) {
        return new ItemKey(PK, id);
    }

    private static ItemBody body(String id, int value) {
        String json = "{\"id\":\"" + id + "\",\"pk\":\"p\",\"v\":" + value + "}";
        return ItemBody.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Partition partition() {
        Account account = new Account(change -> {}, 1, 0);
        account.createDatabase("d", NOW);
        ObjectNode settings = Json.MAPPER.createObjectNode().put("id", "c");
        settings.putObject("partitionKey").put("version", 2).putArray("paths").add("/pk");
        return account.createContainer("d", ContainerSettings.parse(settings), NOW)
                .partitions()
                .getFirst();
    }
}
