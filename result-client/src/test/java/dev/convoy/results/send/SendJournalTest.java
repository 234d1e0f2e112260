package dev.convoy.results.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.staging.StagedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendJournalTest {

    private static final SeriesName A = new SeriesName("a");
    private static final StagedChunk CHUNK = new StagedChunk("a/0000000003", 7, Md5.of(new byte[7]));
    private static final SendJournal.Head HEAD = new SendJournal.Head(
            new TransactionId("transaction-1"),
            "ada",
            250,
            List.of(new SendJournal.Source(A, "/somewhere/a", 700, "2026-01-15T12:00:00Z")));

    @TempDir
    private Path folder;

    @Test
    void what_was_staged_is_known_after_a_restart() throws IOException {
        Path file = folder.resolve("deep/er/journal");
        try (SendJournal journal = SendJournal.open(file, HEAD)) {
            journal.add(A, 3, CHUNK);
        }

        try (SendJournal again = SendJournal.open(file, HEAD)) {
            assertThat(again.find(A, 3)).contains(CHUNK);
            assertThat(again.find(A, 4)).isEmpty();
        }
        assertThat(SendJournal.transactionOf(file)).contains(HEAD.transactionId());
    }

    @Test
    void a_line_that_a_crash_cut_off_is_dropped_and_written_over() throws IOException {
        Path file = folder.resolve("journal");
        try (SendJournal journal = SendJournal.open(file, HEAD)) {
            journal.add(A, 3, CHUNK);
        }
        Files.writeString(file, "{\"series\":\"a\",\"ordi", StandardOpenOption.APPEND);

        try (SendJournal again = SendJournal.open(file, HEAD)) {
            again.add(A, 5, CHUNK);
        }

        try (SendJournal third = SendJournal.open(file, HEAD)) {
            assertThat(third.find(A, 3)).contains(CHUNK);
            assertThat(third.find(A, 5)).contains(CHUNK);
        }
    }

    @Test
    void a_first_line_that_was_cut_off_begins_anew() throws IOException {
        Path file = Files.writeString(folder.resolve("journal"), "{\"transactionId\":\"trans");

        assertThat(SendJournal.transactionOf(file)).isEmpty();
        try (SendJournal journal = SendJournal.open(file, HEAD)) {
            assertThat(journal.find(A, 3)).isEmpty();
        }
        assertThat(SendJournal.transactionOf(file)).contains(HEAD.transactionId());
    }

    @Test
    void a_file_that_has_changed_since_is_not_resumed() throws IOException {
        Path file = folder.resolve("journal");
        SendJournal.open(file, HEAD).close();
        SendJournal.Head changed = new SendJournal.Head(HEAD.transactionId(), "ada", 250, List.of());

        assertThatThrownBy(() -> SendJournal.open(file, changed))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("delete it to start anew");
    }

    @Test
    void what_is_no_journal_is_said_to_be_none() throws IOException {
        Path file = Files.writeString(folder.resolve("journal"), "hello\n");

        assertThatThrownBy(() -> SendJournal.open(file, HEAD))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("is no journal");
    }
}
