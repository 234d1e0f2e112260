package dev.convoy.runtime.kit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Files of a machine that can lose power: of a segment only what was forced is sure to be there afterwards. */
final class LossyFiles extends SegmentFiles {

    private final Map<Path, Long> forcedBytes = new HashMap<>();

    LossyFiles(Path directory) {
        super(directory);
    }

    @Override
    FileChannel openForAppend(long number) throws IOException {
        FileChannel channel = super.openForAppend(number);
        Path file = directory().resolve("segment-" + String.format(java.util.Locale.ROOT, "%012d", number));
        forcedBytes.put(file, channel.size());
        return new ForceCounting(channel, () -> forcedBytes.put(file, channel.size()));
    }

    /** The disk as it may be found: each segment ends somewhere behind what was forced, and the end of that may be zeros. */
    void losePower(RandomGenerator random, Path remains) throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, remains.resolve(file.getFileName()));
                if (forcedBytes.containsKey(file)) {
                    tear(copy, forcedBytes.get(file), random);
                }
            }
        }
    }

    private static void tear(Path file, long forced, RandomGenerator random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = random.nextLong(forced, channel.size() + 1);
            channel.truncate(end);
            long zeros = random.nextLong(forced, end + 1);
            channel.write(ByteBuffer.allocate((int) (end - zeros)), zeros);
        }
    }

    private interface Forced {
        void note() throws IOException;
    }

    /** Passes everything on and notes each force. */
    private static final class ForceCounting extends FileChannel {
        private final FileChannel channel;
        private final Forced forced;

        ForceCounting(FileChannel channel, Forced forced) {
            this.channel = channel;
            this.forced = forced;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
            forced.note();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }

        @Override
        public int read(ByteBuffer to) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException("segments are written from one buffer");
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public int read(ByteBuffer to, long position) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public int write(ByteBuffer from, long position) {
            throw new UnsupportedOperationException("segments are appended to");
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException("segments are not mapped");
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException("segments are not locked");
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException("segments are not locked");
        }
    }
}
