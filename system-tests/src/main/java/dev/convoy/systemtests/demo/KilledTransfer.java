package dev.convoy.systemtests.demo;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.results.bus.Notice;
import dev.convoy.runtime.stack.RunningApp;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The functions app is killed again and again while it puts one result together: each time somewhere in a wave of chunks, the last time when all have come and
 * the client is about to be told. Confined to one thread.
 */
final class KilledTransfer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Stage stage;
    private final Size size;
    private final Random random;
    private final SeriesSpec rows;
    private final SeriesSpec pictures;

    private KilledTransfer(Stage stage, Size size, long seed) {
        this.stage = stage;
        this.size = size;
        this.random = new Random(seed);
        this.rows = SeriesSpec.of("rows", size.chunks() - size.chunks() / 3);
        this.pictures = SeriesSpec.of("pictures", size.chunks() / 3);
    }

    /**
     * How often to kill, and what to send meanwhile.
     *
     * @param chunks at least as many as kills
     * @param chunkBytes of the longest chunk; each lies in memory once
     */
    record Size(int kills, int chunks, int chunkBytes) {}

    /** One chunk; its content follows from what it is. */
    private record Part(SeriesSpec series, int ordinal) {

        byte[] content(int chunkBytes) {
            byte[] content = new byte[chunkBytes - ordinal];
            new Random(series.name().hashCode() * 31L + ordinal).nextBytes(content);
            return content;
        }
    }

    static void small(Stage stage) {
        play(stage, new Size(2, 12, 400_000), System.nanoTime());
    }

    /**
     * Plays it.
     *
     * @throws ScenarioFailedException if a byte, the number of notices or what is left behind is not as it must be
     */
    static void play(Stage stage, Size size, long seed) {
        stage.tell("seed " + seed);
        new KilledTransfer(stage, size, seed).play();
    }

    private void play() {
        try (ResultScene scene = ResultScene.of(stage, ResultScene.client(stage, "kim"))) {
            sendAndKill(scene);

            List<Notice> notices = scene.noticesToTheEnd();

            Check.that(
                    "completed, and nothing else is told: " + notices,
                    notices.size() == 1 && notices.getFirst() instanceof Notice.Completed);
            Check.that("no second notice", scene.nextNotice(SILENCE).isEmpty());
            for (SeriesSpec series : List.of(rows, pictures)) {
                Check.equal("MD5 of " + series.name(), expected(series), fetched(scene, series));
            }
            stage.until("no staging data is left", PATIENCE, () -> scene.unfinished()
                    .isEmpty());
        }
    }

    private void sendAndKill(ResultScene scene) {
        List<List<Part>> waves = waves();
        int headerAfter = random.nextInt(waves.size());
        long sent = 0;
        for (int wave = 0; wave < waves.size(); wave++) {
            List<Part> parts = waves.get(wave);
            scene.send(parts.stream()
                    .map(part -> scene.staged(part.series(), part.ordinal(), part.content(size.chunkBytes())))
                    .toList());
            if (wave == headerAfter) {
                scene.sendHeader(List.of(rows, pictures));
            }
            boolean last = wave == waves.size() - 1;
            awaitReceived(scene, sent + (last ? parts.size() : random.nextInt(parts.size())));
            kill(scene);
            sent += parts.size();
        }
    }

    /** As many waves as kills, of chunks of both series in a random order. */
    private List<List<Part>> waves() {
        List<Part> all = new ArrayList<>();
        for (SeriesSpec series : List.of(rows, pictures)) {
            IntStream.rangeClosed(1, (int) series.totalCount()).forEach(ordinal -> all.add(new Part(series, ordinal)));
        }
        Collections.shuffle(all, random);
        int waves = size.kills();
        return IntStream.range(0, waves)
                .mapToObj(wave -> List.copyOf(all.subList(wave * all.size() / waves, (wave + 1) * all.size() / waves)))
                .toList();
    }

    private static void awaitReceived(ResultScene scene, long chunks) {
        Instant end = Instant.now().plus(PATIENCE);
        while (scene.view().progress().receivedChunks() < chunks) {
            Check.that(chunks + " chunks are received in time", Instant.now().isBefore(end));
        }
    }

    /** As {@code kill -9}; returns when another process has taken over. */
    private void kill(ResultScene scene) {
        RunningApp app = stage.stack().app("functions");
        long victim = app.workerProcessId();
        long received = scene.view().progress().receivedChunks();
        ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
        stage.until(
                "killed process " + victim + " with -9 when " + received + " of " + size.chunks()
                        + " chunks were received; another takes over",
                PATIENCE,
                () -> app.workerProcessId() != victim);
    }

    private static Md5 fetched(ResultScene scene, SeriesSpec series) {
        try (TemporaryFolder folder = TemporaryFolder.create("convoy-fetch")) {
            Path file = scene.fetch(series.name(), folder.path());
            MessageDigest digest = Md5.newDigest();
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return Md5.ofDigest(digest.digest());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Md5 expected(SeriesSpec series) {
        MessageDigest digest = Md5.newDigest();
        IntStream.rangeClosed(1, (int) series.totalCount())
                .forEach(ordinal -> digest.update(new Part(series, ordinal).content(size.chunkBytes())));
        return Md5.ofDigest(digest.digest());
    }
}
