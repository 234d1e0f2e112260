package dev.convoy.results.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.SeriesName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FilePlanPropertiesTest {

    @Property(tries = 100)
    void chunks_in_order_are_the_file(
            @ForAll @IntRange(max = 300) int length, @ForAll @IntRange(min = 1, max = 50) int chunk)
            throws IOException {
        Path file = file(length);
        try {
            FilePlan plan = FilePlan.of(List.of(new SeriesInput.OfFile(new SeriesName("a"), file)), chunk);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();

            for (long i = 0; i < plan.chunks(); i++) {
                whole.writeBytes(plan.chunk(i).bytes());
            }

            assertThat(whole.toByteArray()).isEqualTo(Files.readAllBytes(file));
            assertThat(plan.header().getFirst().totalCount()).isEqualTo(plan.chunks());
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 50)
    void a_shuffled_order_has_every_chunk_of_every_series_once(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 100) Integer> lengths, @ForAll long seed)
            throws IOException {
        List<SeriesInput.OfFile> inputs = new ArrayList<>();
        try {
            for (int length : lengths) {
                inputs.add(new SeriesInput.OfFile(new SeriesName("s" + inputs.size()), file(length)));
            }
            FilePlan plan = FilePlan.of(inputs, 7);
            Set<String> seen = new HashSet<>();

            for (PrimitiveIterator.OfLong order = plan.order(OptionalLong.of(seed)); order.hasNext(); ) {
                FileChunk chunk = plan.chunk(order.nextLong());
                assertThat(seen.add(chunk.series() + "/" + chunk.ordinal())).isTrue();
                assertThat(plan.chunk(chunk.series(), chunk.ordinal())).isEqualTo(chunk);
            }

            assertThat(seen).hasSize((int) plan.chunks());
        } finally {
            for (SeriesInput.OfFile input : inputs) {
                Files.delete(input.file());
            }
        }
    }

    private static Path file(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.write(Files.createTempFile("plan", ".bin"), content);
    }
}
