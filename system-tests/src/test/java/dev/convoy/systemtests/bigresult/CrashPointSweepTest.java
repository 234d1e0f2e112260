package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dies once at every boundary between two effects; each time the outcome is that of an undisturbed run. */
class CrashPointSweepTest {

    private static final BlockPlan PLAN = new BlockPlan(4, 20_000);
    private static final List<SeriesSpec> HEADER = List.of(SeriesSpec.of("a", 3), SeriesSpec.of("b", 2));

    @Test
    void a_death_at_any_effect_boundary_changes_nothing() {
        ResultWorld undisturbed = play(0);
        Map<String, byte[]> expected = undisturbed.blobs.all();

        assertThat(undisturbed.boundaries()).isGreaterThan(50);
        for (int at = 1; at <= undisturbed.boundaries(); at++) {
            ResultWorld world = play(at);
            assertThat(world.result().status()).as("death at %d", at).isEqualTo(ResultStatus.Completed);
            assertThat(world.published(MessageTypes.RESULT_COMPLETED)).isEqualTo(1);
            assertThat(world.published(MessageTypes.RESULT_PROBLEM)).isZero();
            assertThat(world.blobs.hasStaged())
                    .as("staging after death at %d", at)
                    .isFalse();
            assertThat(world.blobs.all().keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, content) ->
                    assertThat(world.blobs.all().get(name)).as(name).isEqualTo(content));
        }
    }

    /** The header in the middle, so that all three ways of opening and completing are passed. */
    private static ResultWorld play(int deathAt) {
        ResultWorld world = new ResultWorld(PLAN, new CrashPoint(deathAt));
        List<ResultWorld.Message> messages = new ArrayList<>();
        for (SeriesSpec series : HEADER) {
            for (long ordinal = series.totalCount(); ordinal >= 1; ordinal--) {
                byte[] content = ("chunk " + ordinal + " of " + series.name()).getBytes(StandardCharsets.UTF_8);
                messages.add(world.staged(series, ordinal, content));
            }
        }
        messages.add(2, ResultWorld.header(HEADER));
        messages.forEach(world::deliver);
        world.live();
        return world;
    }
}
