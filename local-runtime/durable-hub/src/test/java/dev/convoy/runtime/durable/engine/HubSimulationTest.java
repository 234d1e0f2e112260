package dev.convoy.runtime.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.durable.engine.HubOptions.ReplayChecks;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's core under chance, seed by seed. A seed that fails is in the message and fails again. */
class HubSimulationTest {

    private static final HubOptions OPTIONS = HubOptions.defaults().withReplayChecks(ReplayChecks.OFF);

    private static final int ORCHESTRATIONS = 4;

    @TempDir
    Path histories;

    @Test
    void orchestrations_come_to_their_outcome_whatever_workers_and_clients_do() {
        for (long seed = 1; seed <= 60; seed++) {
            runSeed(seed, new HubSimulation(seed, histories, OPTIONS));
        }
    }

    @Test
    void a_crash_at_any_record_loses_nothing_that_was_acknowledged() {
        for (long seed = 100; seed <= 102; seed++) {
            HubSimulation whole = new HubSimulation(seed, histories, OPTIONS);
            whole.run(ORCHESTRATIONS);

            for (long record = 0; record < whole.records(); record++) {
                HubSimulation crashed = new HubSimulation(seed, histories, OPTIONS).crashingAfter(record);
                runSeed(seed, crashed, "crash after record " + record);
                assertThat(crashed.crashes()).isEqualTo(1);
            }
        }
    }

    @Test
    void snapshots_taken_at_any_moment_change_nothing() {
        for (long seed = 200; seed <= 230; seed++) {
            HubOptions often = OPTIONS.withSnapshotAfterBytes(1 + new Random(seed).nextInt(3_000));
            runSeed(seed, new HubSimulation(seed, histories, often).crashingAfter(seed));
        }
    }

    @Test
    void replays_to_compare_find_nothing_in_deterministic_orchestrators() {
        for (long seed = 300; seed <= 330; seed++) {
            HubOptions checked = OPTIONS.withReplayChecks(ReplayChecks.EVERY_TURN);
            runSeed(seed, new HubSimulation(seed, histories, checked));
        }
    }

    private static void runSeed(long seed, HubSimulation simulation) {
        runSeed(seed, simulation, "");
    }

    private static void runSeed(long seed, HubSimulation simulation, String circumstances) {
        try {
            simulation.run(ORCHESTRATIONS);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + seed + " " + circumstances + ": " + failed.getMessage(), failed);
        }
    }
}
