package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** How files become chunks: all of one length but the last of each. Chunks are numbered from 0 over all files, and made when asked for. */
final class FilePlan {

    private final List<Part> parts;
    private final long chunkBytes;

    private FilePlan(List<Part> parts, long chunkBytes) {
        this.parts = List.copyOf(parts);
        this.chunkBytes = chunkBytes;
    }

    /**
     * @throws IOException if a file is not there or cannot be read
     */
    static FilePlan of(List<SeriesInput.OfFile> files, long chunkBytes) throws IOException {
        List<Part> parts = new ArrayList<>();
        long first = 0;
        for (SeriesInput.OfFile input : files) {
            long length = length(input.file());
            Part part = new Part(input.name(), input.file(), length, first, Math.ceilDiv(length, chunkBytes));
            parts.add(part);
            first += part.count();
        }
        return new FilePlan(parts, chunkBytes);
    }

    long chunks() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    long bytes() {
        return parts.stream().mapToLong(Part::lengthBytes).sum();
    }

    List<SeriesSpec> header() {
        return parts.stream()
                .map(part -> new SeriesSpec(part.name(), part.count(), null))
                .toList();
    }

    /** Chunk numbers in the order in which they are to be sent. With a seed 8 bytes a chunk are held meanwhile. */
    PrimitiveIterator.OfLong order(OptionalLong seed) {
        LongStream inOrder = LongStream.range(0, chunks());
        if (seed.isEmpty()) {
            return inOrder.iterator();
        }
        long[] numbers = inOrder.toArray();
        SplittableRandom random = new SplittableRandom(seed.getAsLong());
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return LongStream.of(numbers).iterator();
    }

    FileChunk chunk(long number) {
        Part part = parts.stream()
                .filter(one -> number < one.first() + one.count())
                .findFirst()
                .orElseThrow();
        return chunk(part, number - part.first() + 1);
    }

    /** The chunk of a series, if a file is its source and has so many. */
    FileChunk chunk(SeriesName series, long ordinal) {
        Part part = parts.stream()
                .filter(one -> one.name().equals(series))
                .filter(one -> ordinal >= 1 && ordinal <= one.count())
                .findFirst()
                .orElseThrow(() -> new SendFailedException(
                        "chunk " + ordinal + " of " + series + " is wanted again and cannot be read again", null));
        return chunk(part, ordinal);
    }

    private FileChunk chunk(Part part, long ordinal) {
        long offset = (ordinal - 1) * chunkBytes;
        long length = Math.min(chunkBytes, part.lengthBytes() - offset);
        return new FileChunk(part.name(), part.file(), ordinal, part.count(), offset, length);
    }

    private static long length(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(file + " is no file that can be read");
        }
        return Files.size(file);
    }

    /** One file: its first chunk's number and how many it has. */
    private record Part(SeriesName name, Path file, long lengthBytes, long first, long count) {}
}
