package dev.convoy.runtime.servicebus.store;

import dev.convoy.runtime.kit.journal.JournalException;
import dev.convoy.runtime.servicebus.message.BodyStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages of long queues in scratch files. A file is deleted when nothing in it is wanted any more; all are when the broker
 * ends or begins, since the journal has everything. Confined to the broker's thread.
 */
public final class SpillFiles implements BodyStore, AutoCloseable {

    private static final int FILE_BYTES = 64 << 20;
    private static final String PREFIX = "spill-";

    private final @Nullable Path given;
    private final Set<Segment> segments = new HashSet<>();
    private @Nullable Path directory;
    private @Nullable Segment current;
    private long lastNumber;

    private SpillFiles(@Nullable Path given) {
        this.given = given;
    }

    /** In a directory, which is made when it is needed; files of an earlier run are removed. */
    public static SpillFiles in(Path directory) {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().startsWith(PREFIX)) {
                        Files.delete(file);
                    }
                }
            } catch (IOException e) {
                throw new JournalException("cannot clear " + directory, e);
            }
        }
        return new SpillFiles(directory);
    }

    /** In a temporary directory, which is made when it is needed. */
    public static SpillFiles temporary() {
        return new SpillFiles(null);
    }

    @Override
    public Stored put(byte[] bytes) {
        Segment segment = current;
        try {
            if (segment == null || segment.end + (long) bytes.length > FILE_BYTES) {
                segment = open();
            }
            int position = segment.end;
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                segment.channel.write(buffer, position + (long) buffer.position());
            }
            segment.end += bytes.length;
            segment.live++;
            return new Slot(this, segment, position, bytes.length);
        } catch (IOException e) {
            throw new JournalException("cannot put a message away in " + directory, e);
        }
    }

    @Override
    public void close() {
        current = null;
        for (Segment segment : Set.copyOf(segments)) {
            delete(segment);
        }
        Path made = directory;
        if (made != null && given == null) {
            try {
                Files.deleteIfExists(made);
            } catch (IOException e) {
                throw new JournalException("cannot remove " + made, e);
            }
        }
    }

    private Segment open() throws IOException {
        Segment before = current;
        Path in = directory;
        if (in == null) {
            in = given == null ? Files.createTempDirectory("servicebus-") : Files.createDirectories(given);
            directory = in;
        }
        Path file = in.resolve(PREFIX + ++lastNumber);
        Segment segment = new Segment(
                file,
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        segments.add(segment);
        current = segment;
        if (before != null && before.live == 0) {
            delete(before);
        }
        return segment;
    }

    private void freed(Segment segment) {
        segment.live--;
        if (segment.live == 0 && segment != current) {
            delete(segment);
        }
    }

    private void delete(Segment segment) {
        if (!segments.remove(segment)) {
            return;
        }
        try {
            segment.channel.close();
            Files.deleteIfExists(segment.file);
        } catch (IOException e) {
            throw new JournalException("cannot delete " + segment.file, e);
        }
    }

    /** One scratch file. */
    private static final class Segment {
        final Path file;
        final FileChannel channel;
        int end;
        int live;

        Segment(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }
    }

    /** Where one message lies. */
    private record Slot(SpillFiles files, Segment segment, int position, int length) implements Stored {

        @Override
        public byte[] read() {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            try {
                while (buffer.hasRemaining()) {
                    if (segment.channel.read(buffer, position + (long) buffer.position()) < 0) {
                        throw new JournalException("the file " + segment.file + " is shorter than it was");
                    }
                }
            } catch (IOException e) {
                throw new JournalException("cannot read a message from " + segment.file, e);
            }
            return buffer.array();
        }

        @Override
        public void free() {
            files.freed(segment);
        }
    }
}
