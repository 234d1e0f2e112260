package dev.convoy.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.description.StackDescription;
import dev.convoy.systemtests.client.OrdersClient;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form of the scenario {@code result-killed}, on a stack of its own whose data is on disk: by default 30 kills in 2 GB. Named so
 * that only {@code -Dtest=KilledTransferSoak} runs it.
 */
class KilledTransferSoak {

    private static final int KILLS = Integer.getInteger("result.kills", 30);
    private static final int CHUNKS = Integer.getInteger("result.chunks", 128);
    private static final int CHUNK_BYTES = Integer.getInteger("result.chunkBytes", 16 << 20);
    private static final long SEED = Long.getLong("result.seed", System.nanoTime());

    @Test
    void a_result_survives_every_kill_byte_by_byte_and_is_told_once(@TempDir Path folder) {
        WorkPlace place = WorkPlace.current();
        var size = new KilledTransfer.Size(KILLS, CHUNKS, CHUNK_BYTES);
        StackSettings settings = StackSettings.defaults(StackDescription.read(place.stackFile()), place.work())
                .withDataDirectory(Optional.of(folder))
                .withWorkerOptions(WorkerOptions.defaults())
                .withFreePorts();
        try (LocalStack stack = LocalStack.start(settings);
                OrdersClient orders = new OrdersClient(stack.app("functions").url())) {
            Stage stage = new Stage(stack, orders, new Teller(System.out));

            assertThatCode(() -> KilledTransfer.play(stage, size, SEED)).doesNotThrowAnyException();
        }
    }
}
