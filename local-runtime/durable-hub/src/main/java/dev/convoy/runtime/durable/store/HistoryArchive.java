package dev.convoy.runtime.durable.store;

import dev.convoy.runtime.durable.history.HistoryRef;
import dev.convoy.runtime.kit.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Histories of finished instances in files that are written once. Each snapshot adds at most one file; a file of which less than half
 * is still wanted is copied into the new one. Safe for reading by several threads while one writes.
 *
 * <pre>
 * histories-000000000003   entries: CRC32C (4 bytes), then the history's bytes; a {@link HistoryRef} covers both
 * </pre>
 */
final class HistoryArchive {

    private static final String PREFIX = "histories-";
    private static final int CHECKSUM_BYTES = 4;

    private final Path directory;
    private long lastFile;
    private Set<Long> doomed = Set.of();

    HistoryArchive(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            lastFile = files().stream().mapToLong(n -> n).max().orElse(0);
        } catch (IOException e) {
            throw new JournalException("cannot use the directory of histories " + directory, e);
        }
    }

    byte[] read(HistoryRef ref) {
        ByteBuffer entry = ByteBuffer.allocate(ref.length());
        try (FileChannel channel = FileChannel.open(path(ref.file()), StandardOpenOption.READ)) {
            while (entry.hasRemaining()) {
                if (channel.read(entry, ref.offset() + entry.position()) < 0) {
                    throw damaged(ref);
                }
            }
        } catch (IOException e) {
            throw new JournalException("cannot read the history at " + ref, e);
        }
        entry.flip();
        int checksum = entry.getInt();
        byte[] bytes = new byte[entry.remaining()];
        entry.get(bytes);
        if (checksum(bytes) != checksum) {
            throw damaged(ref);
        }
        return bytes;
    }

    /** Begins a file; nothing of it counts before the snapshot that refers to it is committed. */
    Writer beginFile(List<HistoryRef> wanted) {
        lastFile++;
        Map<Long, Long> wantedBytes = new HashMap<>();
        wanted.forEach(ref -> wantedBytes.merge(ref.file(), (long) ref.length(), Long::sum));
        return new Writer(lastFile, worn(wantedBytes));
    }

    /** Deletes what nothing refers to any more, one snapshot later than it could: someone may be reading. */
    void retain(Set<Long> wanted) {
        try {
            Set<Long> unwanted = new HashSet<>(files());
            unwanted.removeAll(wanted);
            for (long file : unwanted) {
                if (doomed.contains(file)) {
                    Files.deleteIfExists(path(file));
                }
            }
            doomed = unwanted;
        } catch (IOException e) {
            throw new JournalException("cannot delete old histories in " + directory, e);
        }
    }

    private Set<Long> worn(Map<Long, Long> wantedBytes) {
        Set<Long> worn = new HashSet<>();
        wantedBytes.forEach((file, bytes) -> {
            try {
                if (bytes * 2 < Files.size(path(file))) {
                    worn.add(file);
                }
            } catch (IOException e) {
                throw new JournalException("cannot read the size of " + path(file), e);
            }
        });
        return worn;
    }

    private List<Long> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> Long.parseLong(name.substring(PREFIX.length())))
                    .toList();
        }
    }

    private Path path(long file) {
        return directory.resolve(PREFIX + String.format(Locale.ROOT, "%012d", file));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static JournalException damaged(HistoryRef ref) {
        return new JournalException("the stored history at " + ref + " is damaged");
    }

    /** A file being filled. Opened when the first history comes. Confined to one thread. */
    final class Writer implements AutoCloseable {

        private final long file;
        private final Set<Long> worn;
        private final Set<Long> kept = new HashSet<>();
        private final BufferedFile entries;
        private long offset;

        Writer(long file, Set<Long> worn) {
            this.file = file;
            this.worn = worn;
            this.entries = new BufferedFile(path(file));
        }

        HistoryRef add(byte[] bytes) {
            ByteBuffer entry = ByteBuffer.allocate(CHECKSUM_BYTES + bytes.length);
            entry.putInt(checksum(bytes)).put(bytes).flip();
            HistoryRef ref = new HistoryRef(file, offset, entry.remaining());
            entries.write(entry);
            offset += ref.length();
            kept.add(file);
            return ref;
        }

        HistoryRef keep(HistoryRef ref) {
            if (worn.contains(ref.file())) {
                return add(read(ref));
            }
            kept.add(ref.file());
            return ref;
        }

        /** Forces the file, before the snapshot that refers to it is committed. */
        void finish() {
            entries.force();
        }

        /** The files with something in them that is still wanted. */
        Set<Long> wanted() {
            return Set.copyOf(kept);
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
