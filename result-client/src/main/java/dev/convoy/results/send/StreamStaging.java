package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.results.staging.ChunkStager;
import dev.convoy.results.staging.StagedChunk;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** Stages a stream to its end, chunk by chunk. What the journal knows to be in staging is read and compared, and not uploaded. */
final class StreamStaging {

    private static final int STEP_BYTES = 1 << 16;

    private final ChunkStager stager;
    private final SendJournal journal;
    private final WorkUnderWay work;
    private final long chunkBytes;

    StreamStaging(ChunkStager stager, SendJournal journal, WorkUnderWay work, long chunkBytes) {
        this.stager = stager;
        this.journal = journal;
        this.work = work;
        this.chunkBytes = chunkBytes;
    }

    /** Answers all chunks of the stream, in order, once all lie in staging. */
    List<StagedChunk> stage(SeriesName series, InputStream content) throws IOException, InterruptedException {
        Map<Long, StagedChunk> staged = new ConcurrentHashMap<>();
        PushbackInputStream ahead = new PushbackInputStream(content);
        long count = 0;
        for (int next = ahead.read(); next >= 0; next = ahead.read()) {
            ahead.unread(next);
            long ordinal = ++count;
            Optional<StagedChunk> known = journal.find(series, ordinal);
            if (known.isPresent()) {
                compare(series, ordinal, known.get(), ahead);
                staged.put(ordinal, known.get());
            } else {
                stage(series, ordinal, ahead, staged);
            }
        }
        work.await();
        return LongStream.rangeClosed(1, count).mapToObj(staged::get).toList();
    }

    private void stage(SeriesName series, long ordinal, InputStream content, Map<Long, StagedChunk> staged)
            throws IOException, InterruptedException {
        work.begin();
        var unused = stager.stage(ResultNames.stagedChunk(series, ordinal), content, chunkBytes)
                .whenComplete((chunk, failure) -> {
                    if (failure != null) {
                        work.fail(ChunkStager.cause(failure));
                        return;
                    }
                    try {
                        staged.put(ordinal, chunk);
                        journal.add(series, ordinal, chunk);
                        work.end();
                    } catch (RuntimeException failed) { // told to whoever waits for the work
                        work.fail(failed);
                    }
                });
    }

    private void compare(SeriesName series, long ordinal, StagedChunk known, InputStream content) throws IOException {
        MessageDigest digest = Md5.newDigest();
        byte[] step = new byte[STEP_BYTES];
        long total = 0;
        int length = content.readNBytes(step, 0, (int) Math.min(step.length, chunkBytes));
        while (length > 0) {
            digest.update(step, 0, length);
            total += length;
            length = content.readNBytes(step, 0, (int) Math.min(step.length, chunkBytes - total));
        }
        if (total != known.lengthBytes() || !Md5.ofDigest(digest.digest()).equals(known.md5())) {
            throw new SendFailedException(
                    "chunk " + ordinal + " of " + series
                            + " is not what was sent before; send what has changed as a new transaction",
                    null);
        }
    }
}
