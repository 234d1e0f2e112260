package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import dev.convoy.contracts.json.MalformedJsonException;
import dev.convoy.results.staging.StagedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies in staging, kept in a file of JSON lines so that a process that resumes need not upload it again. The first line says what is sent. A line that
 * was cut off by a crash is dropped. Without a file it remembers nothing. Guarded by its own lock; safe for use by several threads.
 */
final class SendJournal implements AutoCloseable {

    private final Optional<FileChannel> file;
    private final Map<Key, StagedChunk> staged = new HashMap<>();

    private SendJournal(Optional<FileChannel> file) {
        this.file = file;
    }

    static SendJournal none() {
        return new SendJournal(Optional.empty());
    }

    /**
     * Opens the journal, or begins it.
     *
     * @throws SendFailedException if it is of something else
     */
    static SendJournal open(Path path, Head head) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SendJournal journal = new SendJournal(Optional.of(channel));
        try {
            journal.replay(path, head);
            return journal;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Which transaction the journal is of; empty if there is none. */
    static Optional<TransactionId> transactionOf(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return wholeLines(Files.readString(path)).stream().findFirst().map(line -> Json.read(line, Head.class)
                .transactionId());
    }

    /** The chunk, if it was staged. */
    synchronized Optional<StagedChunk> find(SeriesName series, long ordinal) {
        return Optional.ofNullable(staged.get(new Key(series, ordinal)));
    }

    synchronized void add(SeriesName series, long ordinal, StagedChunk chunk) {
        staged.put(new Key(series, ordinal), chunk);
        if (file.isPresent()) {
            write(file.get(), new Line(series, ordinal, chunk.blob(), chunk.lengthBytes(), chunk.md5()));
        }
    }

    /** The chunk is not in staging after all. */
    synchronized void forget(SeriesName series, long ordinal) {
        staged.remove(new Key(series, ordinal));
    }

    @Override
    public synchronized void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException failed) {
                throw new SendFailedException("the journal cannot be closed: " + failed.getMessage(), failed);
            }
        }
    }

    private void replay(Path path, Head head) throws IOException {
        String text = Files.readString(path);
        List<String> lines = wholeLines(text);
        if (lines.isEmpty()) {
            file.orElseThrow().truncate(0);
            write(file.orElseThrow(), head);
            return;
        }
        try {
            check(path, Json.read(lines.getFirst(), Head.class), head);
            for (String line : lines.subList(1, lines.size())) {
                Line entry = Json.read(line, Line.class);
                staged.put(
                        new Key(entry.series(), entry.ordinal()),
                        new StagedChunk(entry.blob(), entry.lengthBytes(), entry.md5()));
            }
        } catch (MalformedJsonException broken) {
            throw new SendFailedException(path + " is no journal of a send: " + broken.getMessage(), broken);
        }
        long whole = text.substring(0, text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        file.orElseThrow().truncate(whole).position(whole);
    }

    private static void check(Path path, Head found, Head wanted) {
        if (!found.equals(wanted)) {
            throw new SendFailedException(
                    path
                            + " is of another send: files, chunk size or client have changed since; delete it to start anew",
                    null);
        }
    }

    private static List<String> wholeLines(String text) {
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }

    private static void write(FileChannel channel, Object line) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(Json.write(line) + "\n");
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failed) {
            throw new SendFailedException("the journal cannot be written: " + failed.getMessage(), failed);
        }
    }

    /** What is sent. */
    record Head(TransactionId transactionId, String clientId, long chunkBytes, List<Source> series) {

        Head {
            series = List.copyOf(series);
        }
    }

    /** One series' source; a stream has neither length nor time. */
    record Source(SeriesName name, String from, long lengthBytes, String modifiedAt) {}

    private record Key(SeriesName series, long ordinal) {}

    private record Line(SeriesName series, long ordinal, String blob, long lengthBytes, Md5 md5) {}
}
