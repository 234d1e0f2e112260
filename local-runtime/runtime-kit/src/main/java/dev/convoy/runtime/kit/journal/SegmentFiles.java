package dev.convoy.runtime.kit.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The files of one journal directory: their names, their order, which of them count. Stateless. Open to tests that lose power. */
class SegmentFiles {

    private static final String SEGMENT = "segment-";
    private static final String SNAPSHOT = "snapshot-";
    private static final String TEMPORARY = ".partial";

    private final Path directory;

    SegmentFiles(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Reads the newest snapshot and the segments after it; deletes leftovers; cuts a torn end off the last segment. */
    Loaded load(Journal.RecordReader reader) throws IOException {
        OptionalLong snapshot = numbers(SNAPSHOT).stream().mapToLong(n -> n).max();
        deleteReplaced(snapshot.orElse(0));
        long records = 0;
        if (snapshot.isPresent()) {
            records +=
                    requireWhole(path(SNAPSHOT, snapshot.getAsLong()), reader).records();
        }
        List<Long> segments = numbers(SEGMENT);
        long bytes = 0;
        long truncated = 0;
        for (int i = 0; i < segments.size(); i++) {
            Path file = path(SEGMENT, segments.get(i));
            boolean last = i == segments.size() - 1;
            Frames.Scan scan = last ? Frames.scan(file, reader) : requireWhole(file, reader);
            records += scan.records();
            bytes += scan.soundBytes();
            if (scan.brokenBytes() > 0) {
                truncate(file, scan.soundBytes());
                truncated = scan.brokenBytes();
            }
        }
        long first = Math.max(1, snapshot.orElse(1));
        return new Loaded(records, bytes, truncated, segments.isEmpty() ? first : segments.getLast());
    }

    FileChannel openForAppend(long number) throws IOException {
        return FileChannel.open(path(SEGMENT, number), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Path temporarySnapshot(long number) {
        return directory.resolve(path(SNAPSHOT, number).getFileName() + TEMPORARY);
    }

    void publishSnapshot(Path temporary, long number) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, path(SNAPSHOT, number), StandardCopyOption.ATOMIC_MOVE);
        deleteReplaced(number);
    }

    private void deleteReplaced(long snapshot) throws IOException {
        for (Path file : list()) {
            String name = file.getFileName().toString();
            boolean replaced = name.endsWith(TEMPORARY)
                    || (name.startsWith(SEGMENT) && number(name, SEGMENT) < snapshot)
                    || (name.startsWith(SNAPSHOT) && number(name, SNAPSHOT) < snapshot);
            if (replaced) {
                Files.delete(file);
            }
        }
    }

    private static Frames.Scan requireWhole(Path file, Journal.RecordReader reader) throws IOException {
        Frames.Scan scan = Frames.scan(file, reader);
        if (scan.brokenBytes() > 0) {
            throw new JournalException("the journal file " + file + " is damaged at byte " + scan.soundBytes()
                    + "; restore it, or start with an empty data directory");
        }
        return scan;
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private List<Long> numbers(String prefix) throws IOException {
        return list().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(prefix) && !name.endsWith(TEMPORARY))
                .map(name -> number(name, prefix))
                .sorted()
                .toList();
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Path path(String prefix, long number) {
        return directory.resolve(prefix + String.format(Locale.ROOT, "%012d", number));
    }

    private static long number(String name, String prefix) {
        String digits = name.substring(prefix.length()).replace(TEMPORARY, "");
        return Long.parseLong(digits);
    }

    /** What was read: counts, bytes in segments, bytes cut off, and the segment to append to. */
    record Loaded(long records, long segmentBytes, long truncatedBytes, long lastSegment) {}
}
