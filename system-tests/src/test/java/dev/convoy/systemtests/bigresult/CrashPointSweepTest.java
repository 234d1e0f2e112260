package dev.convoy.systemtests.bigresult;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.event.MessageTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dies once at every boundary between two effects, of either app; each time the outcome is that of an undisturbed run. */
class CrashPointSweepTest {

    private static final BlockPlan PLAN = new BlockPlan(4, 20_000);
    private static final SeriesSpec A = SeriesSpec.of("a", 3);
    private static final List<SeriesSpec> HEADER = List.of(A, SeriesSpec.of("b", 2));

    /** What becomes of a transaction. */
    private enum Story {
        COMPLETED(ResultStatus.Completed, 0, 60) {
            @Override
            void play(ResultWorld world) {
                List<ResultWorld.Message> messages = chunks(world);
                messages.add(2, ResultWorld.header(HEADER)); // in the middle: every way of opening is passed
                messages.forEach(world::deliver);
                world.live();
            }
        },
        CORRUPT_CHUNK_SENT_AGAIN(ResultStatus.Completed, 1, 70) {
            @Override
            void play(ResultWorld world) {
                world.deliver(ResultWorld.header(HEADER));
                List<ResultWorld.Message> messages = chunks(world);
                world.blobs.upload(
                        ResultNames.stagingContainer(ResultWorld.ID),
                        ResultNames.stagedChunk(A.name(), 3),
                        new byte[content(A, 3).length]);
                messages.forEach(world::deliver);
                world.deliver(world.staged(A, 3, content(A, 3)));
                world.live();
            }
        },
        ABANDONED(ResultStatus.Abandoned, 1, 30) {
            @Override
            void play(ResultWorld world) {
                world.deliver(ResultWorld.header(HEADER));
                chunks(world).subList(0, 2).forEach(world::deliver);
                world.requestAbandonment();
                world.live();
            }
        },
        TIMED_OUT(ResultStatus.TimedOut, 1, 30) {
            @Override
            void play(ResultWorld world) {
                chunks(world).subList(0, 3).forEach(world::deliver);
                world.live();
                world.passes(Duration.ofHours(3));
                world.live();
            }
        };

        private final ResultStatus end;
        private final int problems;
        private final int leastBoundaries;

        Story(ResultStatus end, int problems, int leastBoundaries) {
            this.end = end;
            this.problems = problems;
            this.leastBoundaries = leastBoundaries;
        }

        abstract void play(ResultWorld world);
    }

    @ParameterizedTest
    @EnumSource
    void a_death_at_any_effect_boundary_changes_nothing(Story story) {
        ResultWorld undisturbed = play(story, 0);

        assertThat(undisturbed.boundaries()).isGreaterThan(story.leastBoundaries);
        assertEnd(story, undisturbed, undisturbed, "no death");
        for (int at = 1; at <= undisturbed.boundaries(); at++) {
            assertEnd(story, play(story, at), undisturbed, "death at " + at);
        }
    }

    private static void assertEnd(Story story, ResultWorld world, ResultWorld undisturbed, String when) {
        int completions = story.end == ResultStatus.Completed ? 1 : 0;
        assertThat(world.result().status()).as(when).isEqualTo(story.end);
        assertThat(world.published(MessageTypes.RESULT_COMPLETED)).as(when).isEqualTo(completions);
        assertThat(world.published(MessageTypes.RESULT_PROBLEM)).as(when).isEqualTo(story.problems);
        assertThat(world.parkedIds()).as(when).isEqualTo(undisturbed.parkedIds());
        assertThat(world.subscriptions).as(when).isEqualTo(undisturbed.subscriptions);
        assertThat(world.blobs.hasStaged()).as("staging, " + when).isFalse();
        assertThat(world.blobs.hasLooseBlocks()).as("blocks, " + when).isFalse();
        Map<String, byte[]> expected = undisturbed.blobs.all();
        assertThat(world.blobs.all().keySet()).as(when).isEqualTo(expected.keySet());
        expected.forEach((name, content) ->
                assertThat(world.blobs.all().get(name)).as(name).isEqualTo(content));
    }

    private static ResultWorld play(Story story, int deathAt) {
        ResultWorld world = new ResultWorld(PLAN, new CrashPoint(deathAt));
        story.play(world);
        return world;
    }

    /** All chunks, the last of each series first, the second of each inline. */
    private static List<ResultWorld.Message> chunks(ResultWorld world) {
        List<ResultWorld.Message> messages = new ArrayList<>();
        for (SeriesSpec series : HEADER) {
            for (long ordinal = series.totalCount(); ordinal >= 1; ordinal--) {
                byte[] content = content(series, ordinal);
                messages.add(
                        ordinal == 2
                                ? ResultWorld.inline(series, ordinal, content)
                                : world.staged(series, ordinal, content));
            }
        }
        return messages;
    }

    private static byte[] content(SeriesSpec series, long ordinal) {
        return ("chunk " + ordinal + " of " + series.name()).getBytes(StandardCharsets.UTF_8);
    }
}
