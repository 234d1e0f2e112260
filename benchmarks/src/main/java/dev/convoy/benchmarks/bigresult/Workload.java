package dev.convoy.benchmarks.bigresult;

import dev.convoy.contracts.bigresult.SeriesSpec;
import java.util.ArrayList;
import java.util.List;

/** So many bytes as chunks of one length, dealt out to series in turn. */
record Workload(long sizeBytes, long chunkBytes, int series) {

    Workload {
        if (sizeBytes < 1 || chunkBytes < 1 || series < 1) {
            throw new IllegalArgumentException("size, chunk size and number of series must be at least 1");
        }
    }

    /** One chunk and where its content comes from. */
    record Chunk(String series, int ordinal, long lengthBytes, long seed) {}

    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (long offset = 0; offset < sizeBytes; offset += chunkBytes) {
            int number = chunks.size();
            long length = Math.min(chunkBytes, sizeBytes - offset);
            chunks.add(new Chunk(name(number % series), number / series + 1, length, number));
        }
        return chunks;
    }

    List<SeriesSpec> header() {
        long count = Math.ceilDiv(sizeBytes, chunkBytes);
        List<SeriesSpec> header = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            header.add(SeriesSpec.of(name(i), Math.max(0, Math.ceilDiv(count - i, series))));
        }
        return header;
    }

    private static String name(int number) {
        return "series-" + number;
    }
}
