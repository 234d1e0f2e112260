package dev.convoy.systemtests.demo;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.event.EventIds;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.results.bus.Notice;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Scenarios of big results; they are small here, as every one goes through the same doors. */
final class BigResults {

    private static final int STAGED_BYTES = 300_000;
    private static final int INLINE_BYTES = 20_000;
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BigResults() {}

    static void shuffled(Stage stage) {
        List<SeriesSpec> header =
                List.of(SeriesSpec.of("rows", 7), SeriesSpec.of("pictures", 4), SeriesSpec.of("index", 1));
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "ada"))) {
            List<ResultChunk> all = new ArrayList<>();
            for (SeriesSpec series : header) {
                for (int ordinal = 1; ordinal <= series.totalCount(); ordinal++) {
                    byte[] content = content(series, ordinal);
                    all.add(
                            content.length > INLINE_BYTES
                                    ? scene.staged(series, ordinal, content)
                                    : scene.inline(series, ordinal, content));
                }
            }
            all.addAll(List.copyOf(all));
            Collections.shuffle(all, new Random(7));
            scene.send(all);
            scene.sendHeader(header);
            scene.sendHeader(header);
            stage.tell(all.size() + " messages in a random order, then the header, twice");

            List<Notice> notices = scene.noticesToTheEnd();

            Check.that("completed, and nothing else is told: " + notices, notices.size() == 1);
            header.forEach(series -> Check.that(
                    series.name() + " is what was sent", Arrays.equals(whole(series), scene.fetch(series.name()))));
        }
    }

    static void corruptChunk(Stage stage) {
        SeriesSpec series = SeriesSpec.of("rows", 2);
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "bob"), List.of(series), null)) {
            ResultChunk good = scene.staged(series, 2, content(series, 2));
            ResultChunk corrupt = new ResultChunk(
                    good.transactionId(),
                    good.clientId(),
                    good.series(),
                    good.ordinal(),
                    good.totalCount(),
                    good.lengthBytes(),
                    Md5.of(new byte[] {1}),
                    good.payload());
            scene.send(List.of(scene.inline(series, 1, content(series, 1)), corrupt));

            ResultProblem problem = problem(scene.nextNotice(PATIENCE));
            Check.equal("error", ResultError.DigestMismatch, problem.error());
            Check.equal("the chunk", 2L, problem.ordinal());
            Check.that("it may be sent again", problem.retryable() && !problem.terminal());
            stage.until("its message is parked", PATIENCE, () -> HardTimes.parked(stage, messageId(corrupt))
                    .equals(Set.of(Entities.RESULT_PAYLOADS)));
            scene.sendAgain(corrupt);
            Check.equal(
                    "error of the repeat",
                    ResultError.DigestMismatch,
                    problem(scene.nextNotice(PATIENCE)).error());
            scene.sendAgain(good);
            List<Notice> notices = scene.noticesToTheEnd();

            Check.that("completed: " + notices, notices.size() == 1 && notices.getFirst() instanceof Notice.Completed);
            Check.that("it is what was sent", Arrays.equals(whole(series), scene.fetch(series.name())));
        }
    }

    static void timesOut(Stage stage) {
        SeriesSpec series = SeriesSpec.of("rows", 3);
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(4), null, null);
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "cyd"), List.of(series), limits)) {
            scene.send(
                    List.of(scene.staged(series, 2, content(series, 2)), scene.inline(series, 1, content(series, 1))));

            ResultProblem problem = problem(Optional.of(scene.noticesToTheEnd().getLast()));

            Check.equal("error", ResultError.AwaitTimedOut, problem.error());
            Check.equal("status", ResultStatus.TimedOut, scene.view().status());
            scene.checkGone();
        }
    }

    static void abandoned(Stage stage) {
        SeriesSpec series = SeriesSpec.of("rows", 2);
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "dan"), List.of(series), null)) {
            scene.send(List.of(scene.staged(series, 2, content(series, 2))));

            scene.api().abandon(scene.id());
            ResultProblem problem = problem(Optional.of(scene.noticesToTheEnd().getLast()));

            Check.equal("error", ResultError.Abandoned, problem.error());
            Check.equal("status", ResultStatus.Abandoned, scene.view().status());
            scene.checkGone();
        }
    }

    static void twoClients(Stage stage) {
        SeriesSpec series = SeriesSpec.of("rows", 1);
        ClientId eve = ResultScene.client(stage, "eve");
        ClientId fay = ResultScene.client(stage, "fay");
        try (ResultScene ofEve = ResultScene.of(stage, eve, List.of(series), null);
                ResultScene ofFay = ResultScene.of(stage, fay, List.of(series), null)) {
            ofEve.send(List.of(ofEve.inline(series, 1, content(series, 1))));
            ofFay.send(List.of(ofFay.inline(series, 1, content(series, 1))));

            List<Notice> toldEve = ofEve.noticesToTheEnd();
            List<Notice> toldFay = ofFay.noticesToTheEnd();

            Check.that("eve hears of hers: " + toldEve, only(toldEve, ofEve));
            Check.that("fay hears of hers: " + toldFay, only(toldFay, ofFay));
            Check.that("eve hears no more", ofEve.nextNotice(SILENCE).isEmpty());
            Check.that("fay hears no more", ofFay.nextNotice(SILENCE).isEmpty());
        }
    }

    static void clientWasAway(Stage stage) {
        SeriesSpec series = SeriesSpec.of("rows", 1);
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "gus"), List.of(series), null)) {
            scene.send(List.of(scene.inline(series, 1, content(series, 1))));
            Check.equal("status", ResultStatus.Completed, scene.ended().status());
            stage.tell("it is completed, and nobody listened");

            List<Notice> notices = scene.noticesToTheEnd();

            Check.that("the notice was kept: " + notices, only(notices, scene));
        }
    }

    private static boolean only(List<Notice> notices, ResultScene scene) {
        return notices.size() == 1
                && notices.getFirst() instanceof Notice.Completed completed
                && completed.transactionId().equals(scene.id());
    }

    private static String messageId(ResultChunk chunk) {
        return EventIds.of(
                MessageTypes.RESULT_CHUNK, chunk.transactionId().value(), chunk.series() + "/" + chunk.ordinal());
    }

    private static ResultProblem problem(Optional<Notice> notice) {
        if (notice.orElse(null) instanceof Notice.Problem(ResultProblem event)) {
            return event;
        }
        throw new ScenarioFailedException("a problem should have been told, not " + notice);
    }

    private static byte[] content(SeriesSpec series, int ordinal) {
        boolean large = ordinal % 2 == 0;
        byte[] content = new byte[(large ? STAGED_BYTES : INLINE_BYTES) - ordinal];
        new Random(series.name().hashCode() * 31L + ordinal).nextBytes(content);
        return content;
    }

    private static byte[] whole(SeriesSpec series) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        IntStream.rangeClosed(1, (int) series.totalCount())
                .forEach(ordinal -> whole.writeBytes(content(series, ordinal)));
        return whole.toByteArray();
    }
}
