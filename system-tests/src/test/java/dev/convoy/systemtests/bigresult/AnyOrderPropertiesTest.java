package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** B5: any order, any duplication, the header anywhere: the same manifest and the same bytes. */
class AnyOrderPropertiesTest {

    /** Blocks of three bytes, five chunks a blob: small chunks split into parts and short series roll over. */
    private static final BlockPlan PLAN = new BlockPlan(3, 10_000);

    @Property(tries = 150)
    void every_arrival_order_gives_the_same_manifest(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 17) Integer> counts,
            @ForAll @IntRange(max = 3) int duplicates,
            @ForAll long seed) {
        List<SeriesSpec> header = header(counts);

        ResultWorld ordered = play(header, 0, new Random(0));
        ResultWorld shuffled = play(header, duplicates, new Random(seed));

        assertThat(shuffled.blobs.all().keySet()).isEqualTo(ordered.blobs.all().keySet());
        ordered.blobs
                .all()
                .forEach((name, content) ->
                        assertThat(shuffled.blobs.all().get(name)).as(name).isEqualTo(content));
        assertThat(shuffled.published(MessageTypes.RESULT_COMPLETED)).isEqualTo(1);
        assertThat(shuffled.bus.messagesTo("parked-messages")).isEmpty();
        header.forEach(series -> assertThat(content(shuffled, series)).isEqualTo(whole(series)));
    }

    private static List<SeriesSpec> header(List<Integer> counts) {
        List<SeriesSpec> header = new ArrayList<>();
        for (int count : counts) {
            header.add(SeriesSpec.of("series-" + header.size(), count));
        }
        return header;
    }

    /** Without duplicates in order, header first; else everything shuffled. */
    private static ResultWorld play(List<SeriesSpec> header, int duplicates, Random random) {
        ResultWorld world = new ResultWorld(PLAN, new CrashPoint(0));
        List<ResultWorld.Message> messages = new ArrayList<>();
        messages.add(ResultWorld.header(header));
        for (SeriesSpec series : header) {
            for (long ordinal = 1; ordinal <= series.totalCount(); ordinal++) {
                byte[] content = bytes(series, ordinal);
                messages.add(
                        ordinal % 2 == 0
                                ? world.staged(series, ordinal, content)
                                : ResultWorld.inline(series, ordinal, content));
            }
        }
        if (duplicates > 0) {
            List<ResultWorld.Message> once = List.copyOf(messages);
            for (int i = 1; i < duplicates; i++) {
                messages.addAll(once);
            }
            Collections.shuffle(messages, random);
        }
        messages.forEach(world::deliver);
        world.live();
        assertThat(world.result().status()).isEqualTo(ResultStatus.Completed);
        assertThat(world.blobs.hasStaged()).isFalse();
        return world;
    }

    private static byte[] bytes(SeriesSpec series, long ordinal) {
        String text = (series.name() + ":" + ordinal + ";").repeat((int) (ordinal % 4));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] whole(SeriesSpec series) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long ordinal = 1; ordinal <= series.totalCount(); ordinal++) {
            all.writeBytes(bytes(series, ordinal));
        }
        return all.toByteArray();
    }

    private static byte[] content(ResultWorld world, SeriesSpec series) {
        byte[] json = world.blobs.read(ResultNames.manifestBlob(ResultWorld.ID)).orElseThrow();
        Manifest manifest = Json.read(new String(json, StandardCharsets.UTF_8), Manifest.class);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        manifest.series().stream()
                .filter(one -> one.name().equals(series.name()))
                .flatMap(one -> one.blobs().stream())
                .forEach(part ->
                        all.writeBytes(world.blobs.read(part.blob().name()).orElseThrow()));
        return all.toByteArray();
    }
}
