package dev.convoy.runtime.kit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loses power at a random moment of random work, compaction included, and starts again from what the disk may have kept. */
class PowerLossTest {

    private static final int TRIES = 60;
    private static final int STEPS = 40;

    private final List<String> written = new ArrayList<>();
    private int promised;
    private Journal.Snapshot snapshot;
    private List<String> covered = List.of();

    @TempDir
    Path place;

    @ParameterizedTest
    @EnumSource(Sync.class)
    void a_journal_that_lost_power_starts_with_the_first_of_its_records_and_with_all_that_were_promised(Sync sync)
            throws IOException {
        long seed = Long.getLong("power.seed", System.nanoTime());
        for (int i = 0; i < TRIES; i++) {
            RandomGenerator random = new SplittableRandom(seed + i);
            LossyFiles files = new LossyFiles(Files.createDirectory(place.resolve("work" + i)));
            Path remains = Files.createDirectory(place.resolve("remains" + i));
            try (Journal journal = FileJournal.open(files, sync)) {
                journal.replay(record -> {});
                work(journal, random);
                files.losePower(random, remains);
                if (snapshot != null) {
                    snapshot.close();
                }
            }

            List<String> found = replayed(remains);

            assertThat(found)
                    .as("seed %s", seed + i)
                    .isEqualTo(written.subList(0, Math.min(written.size(), found.size())));
            if (sync != Sync.NEVER) {
                assertThat(found).as("seed %s", seed + i).hasSizeGreaterThanOrEqualTo(promised);
            }
        }
    }

    private void work(Journal journal, RandomGenerator random) {
        written.clear();
        promised = 0;
        snapshot = null;
        for (int step = random.nextInt(STEPS); step >= 0; step--) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    journal.flush();
                    promised = written.size();
                }
                case 1 -> snapshotStep(journal);
                default -> {
                    String record = "record " + written.size() + " " + "x".repeat(random.nextInt(300));
                    journal.stage(List.of(ByteBuffer.wrap(record.getBytes(UTF_8))));
                    written.add(record);
                }
            }
        }
    }

    private void snapshotStep(Journal journal) {
        if (snapshot == null) {
            snapshot = journal.beginSnapshot();
            covered = List.copyOf(written);
        } else {
            covered.forEach(record -> snapshot.write(record.getBytes(UTF_8)));
            snapshot.commit();
            snapshot = null;
        }
    }

    private static List<String> replayed(Path directory) {
        List<String> found = new ArrayList<>();
        try (Journal journal = Journal.open(directory, Sync.NEVER)) {
            journal.replay(record -> found.add(new String(record, UTF_8)));
        }
        return found;
    }
}
