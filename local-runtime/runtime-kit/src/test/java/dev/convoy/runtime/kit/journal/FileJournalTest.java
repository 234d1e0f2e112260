package dev.convoy.runtime.kit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.runtime.kit.journal.Journal.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    @TempDir
    Path directory;

    @Test
    void what_was_appended_is_replayed_in_order() {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.append(bytes("one"));
            journal.appendAll(List.of(bytes("two"), bytes("")));
        }

        assertThat(reopened()).containsExactly("one", "two", "");
    }

    @Test
    void what_was_staged_in_parts_is_one_record_and_there_after_the_flush() {
        byte[] large = new byte[3 << 20];
        java.util.Arrays.fill(large, (byte) 'x');
        try (Journal journal = opened(new ArrayList<>())) {
            journal.stage(List.of(ByteBuffer.wrap(bytes("on")), ByteBuffer.wrap(bytes("-e-"), 1, 1)));
            journal.stage(List.of(ByteBuffer.wrap(bytes("<")), ByteBuffer.wrap(large), ByteBuffer.wrap(bytes(">"))));
            journal.flush();
            journal.append(bytes("two"));
            journal.stage(List.of(ByteBuffer.wrap(bytes("promised to nobody"))));
        }

        assertThat(reopened()).containsExactly("one", "<" + "x".repeat(3 << 20) + ">", "two");
    }

    @Test
    void a_snapshot_covers_what_was_staged_before_it() {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.stage(List.of(ByteBuffer.wrap(bytes("one"))));
            try (Journal.Snapshot snapshot = journal.beginSnapshot()) {
                journal.append(bytes("two"));
                snapshot.write(List.of(ByteBuffer.wrap(bytes("state ")), ByteBuffer.wrap(bytes("after one"))));
                snapshot.commit();
            }
        }

        assertThat(reopened()).containsExactly("state after one", "two");
    }

    @Test
    void a_log_cut_at_any_byte_keeps_every_whole_record() throws IOException {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.appendAll(List.of(bytes("alpha"), bytes("beta"), bytes("gamma")));
        }
        Path segment = directory.resolve("segment-000000000001");
        byte[] whole = Files.readAllBytes(segment);

        for (int length = whole.length; length >= 0; length--) {
            Files.write(segment, java.util.Arrays.copyOf(whole, length));
            List<String> expected = new ArrayList<>();
            if (length >= 13) {
                expected.add("alpha");
            }
            if (length >= 25) {
                expected.add("beta");
            }
            if (length >= 38) {
                expected.add("gamma");
            }
            assertThat(reopened()).as("cut at %s", length).isEqualTo(expected);
        }
    }

    @Test
    void a_flipped_bit_ends_the_log_before_it_and_appending_goes_on() throws IOException {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.appendAll(List.of(bytes("alpha"), bytes("beta")));
        }
        Path segment = directory.resolve("segment-000000000001");
        byte[] content = Files.readAllBytes(segment);
        content[22] ^= 1;
        Files.write(segment, content);

        try (Journal journal = opened(new ArrayList<>())) {
            journal.append(bytes("delta"));
        }

        assertThat(reopened()).containsExactly("alpha", "delta");
    }

    @Test
    void a_snapshot_replaces_what_came_before_and_keeps_what_came_after() {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.append(bytes("one"));
            try (Journal.Snapshot snapshot = journal.beginSnapshot()) {
                journal.append(bytes("two"));
                snapshot.write(bytes("state after one"));
                snapshot.commit();
            }
            journal.append(bytes("three"));
        }

        assertThat(reopened()).containsExactly("state after one", "two", "three");
    }

    @Test
    void a_snapshot_that_was_not_committed_never_was() {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.append(bytes("one"));
            try (Journal.Snapshot snapshot = journal.beginSnapshot()) {
                snapshot.write(bytes("half"));
            }
            journal.append(bytes("two"));
        }

        assertThat(reopened()).containsExactly("one", "two");
    }

    @Test
    void a_damaged_older_segment_stops_the_start_and_is_named() throws IOException {
        try (Journal journal = opened(new ArrayList<>())) {
            journal.append(bytes("one"));
            try (Journal.Snapshot abandoned = journal.beginSnapshot()) {
                abandoned.write(bytes("half"));
            }
            journal.append(bytes("two"));
        }
        Path first = directory.resolve("segment-000000000001");
        byte[] content = Files.readAllBytes(first);
        content[9] ^= 1;
        Files.write(first, content);

        try (Journal journal = Journal.open(directory, Sync.NEVER)) {
            assertThatThrownBy(() -> journal.replay(record -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("segment-000000000001 is damaged at byte 0");
        }
    }

    @Test
    void a_directory_in_use_is_refused() {
        try (Journal first = opened(new ArrayList<>())) {
            first.append(bytes("one"));

            assertThatThrownBy(() -> Journal.open(directory, Sync.NEVER))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void grouped_force_serves_several_threads() throws InterruptedException {
        List<String> none = new ArrayList<>();
        try (Journal journal = Journal.open(directory, Sync.GROUPED);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            journal.replay(record -> none.add(new String(record, UTF_8)));
            for (int i = 0; i < 200; i++) {
                String text = "record " + i;
                threads.execute(() -> journal.append(bytes(text)));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(reopened()).hasSize(200).doesNotHaveDuplicates();
    }

    private Journal opened(List<String> replayed) {
        Journal journal = Journal.open(directory, Sync.NEVER);
        journal.replay(record -> replayed.add(new String(record, UTF_8)));
        return journal;
    }

    private List<String> reopened() {
        List<String> replayed = new ArrayList<>();
        opened(replayed).close();
        return replayed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
