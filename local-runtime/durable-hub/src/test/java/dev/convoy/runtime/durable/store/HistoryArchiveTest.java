package dev.convoy.runtime.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.kit.journal.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of histories: written once, read at random, copied when worn, deleted when unwanted. */
class HistoryArchiveTest {

    @TempDir
    Path directory;

    private HistoryArchive archive;

    @BeforeEach
    void open() {
        archive = new HistoryArchive(directory);
    }

    @Test
    void what_was_put_away_can_be_read_again_also_after_a_restart() {
        List<HistoryRef> refs = write(List.of(), "one", "two", "three");

        assertThat(read(archive, refs.get(1))).isEqualTo("two");
        assertThat(read(new HistoryArchive(directory), refs.get(2))).isEqualTo("three");
    }

    @Test
    void an_entry_larger_than_the_buffer_is_whole() {
        String large = "x".repeat(1 << 20);

        List<HistoryRef> refs = write(List.of(), "small", large, "after");

        assertThat(read(archive, refs.get(1))).isEqualTo(large);
        assertThat(read(archive, refs.get(2))).isEqualTo("after");
    }

    @Test
    void a_file_that_is_mostly_unwanted_is_copied_and_then_deleted() throws IOException {
        List<HistoryRef> first = write(List.of(), "wanted", "unwanted and rather long");

        HistoryRef moved = keepOnly(first.get(0));
        assertThat(moved.file()).isNotEqualTo(first.get(0).file());
        assertThat(read(archive, moved)).isEqualTo("wanted");
        assertThat(read(archive, first.get(0)))
                .as("still there for who is reading")
                .isEqualTo("wanted");

        HistoryRef still = keepOnly(moved);
        assertThat(still).isEqualTo(moved);
        assertThat(fileCount()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_mostly_wanted_stays_where_it_is() {
        List<HistoryRef> first = write(List.of(), "wanted and rather long", "not");

        assertThat(keepOnly(first.get(0))).isEqualTo(first.get(0));
    }

    @Test
    void a_damaged_entry_is_noticed() throws IOException {
        HistoryRef ref = write(List.of(), "precious").getFirst();
        Path file;
        try (Stream<Path> files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> archive.read(ref))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged");
    }

    private HistoryRef keepOnly(HistoryRef ref) {
        try (HistoryArchive.Writer writer = archive.beginFile(List.of(ref))) {
            HistoryRef kept = writer.keep(ref);
            writer.finish();
            archive.retain(writer.wanted());
            return kept;
        }
    }

    private List<HistoryRef> write(List<HistoryRef> kept, String... entries) {
        List<HistoryRef> refs = new ArrayList<>();
        try (HistoryArchive.Writer writer = archive.beginFile(kept)) {
            for (String entry : entries) {
                refs.add(writer.add(entry.getBytes(StandardCharsets.UTF_8)));
            }
            writer.finish();
            archive.retain(Set.copyOf(writer.wanted()));
        }
        return refs;
    }

    private long fileCount() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static String read(HistoryArchive archive, HistoryRef ref) {
        return new String(archive.read(ref), StandardCharsets.UTF_8);
    }
}
