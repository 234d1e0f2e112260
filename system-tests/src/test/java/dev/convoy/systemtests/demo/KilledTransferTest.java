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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form of the scenario {@code result-killed}, on a stack of its own whose data is on disk: {@code -Dresult.kills=30 -Dresult.chunks=128
 * -Dresult.chunkBytes=16777216} is 2 GB.
 */
@EnabledIfSystemProperty(named = "result.kills", matches = "\\d+")
class KilledTransferTest {

    private static final int CHUNKS = Integer.getInteger("result.chunks", 128);
    private static final int CHUNK_BYTES = Integer.getInteger("result.chunkBytes", 16 << 20);
    private static final long SEED = Long.getLong("result.seed", System.nanoTime());

    @Test
    void a_result_survives_every_kill_byte_by_byte_and_is_told_once(@TempDir Path folder) {
        WorkPlace place = WorkPlace.current();
        var size = new KilledTransfer.Size(Integer.getInteger("result.kills"), CHUNKS, CHUNK_BYTES);
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
