package dev.convoy.systemtests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs the world from many seeds. {@code -Dsimulation.seeds=N} sets how many, {@code -Dsimulation.first=S} where to begin, so that
 * {@code -Dsimulation.first=S -Dsimulation.seeds=1} repeats a failing one.
 */
class SagaSimulationTest {

    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);

    private static final long ENOUGH_TO_GO_EVERYWHERE = 500;
    /** Every turn an order can take; a simulation that never gets there proves nothing about it. */
    private static final Set<String> EVERYWHERE = Set.of(
            "OrderCompleted",
            "OrderCancelled",
            "PaymentFailed",
            "PaymentDeadlinePassed",
            "InventoryFailed",
            "InventoryDeadlinePassed",
            "OrderCancellationRequested",
            "RefundPayment",
            "PaymentRefunded",
            "ReleaseInventory",
            "InventoryReleased",
            "OrderNeedsAttention",
            "OperatorRetry");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void the_books_balance_after_every_run() {
        List<String> failures = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(this::failure)
                .flatMap(Optional::stream)
                .limit(5)
                .toList();

        assertThat(failures).isEmpty();
        if (SEEDS >= ENOUGH_TO_GO_EVERYWHERE) {
            assertThat(seen).containsAll(EVERYWHERE);
        }
    }

    @Test
    void a_seed_is_the_same_run_every_time() {
        var once = new Run(42).play();
        var again = new Run(42).play();

        assertThat(again.world.orders.feed()).isEqualTo(once.world.orders.feed());
        assertThat(again.world.bus.published().keySet())
                .isEqualTo(once.world.bus.published().keySet());
    }

    private Optional<String> failure(long seed) {
        try {
            Run run = new Run(seed).play();
            new Books(run).balance();
            run.orders.forEach(order -> run.order(order).timeline().forEach(entry -> seen.add(entry.step())));
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of("seed " + seed + ": " + e);
        }
    }
}
