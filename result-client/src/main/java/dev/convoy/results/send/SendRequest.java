package dev.convoy.results.send;

import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What to send, and how.
 *
 * @param transactionId the same again resumes
 * @param chunkBytes length of all chunks of a series but its last
 * @param parallel blocks under way at a time, 1 to {@value #MOST_PARALLEL}
 * @param shuffle seed of the order in which chunks of files go, over all series; empty for in order
 * @param headerLast whether the header goes as a message after all chunks, and not with the opening
 * @param limits empty for the service's own
 * @param journal where it is kept what lies in staging; empty for nowhere: a process that resumes then uploads again what the service misses
 */
public record SendRequest(
        TransactionId transactionId,
        ClientId clientId,
        List<SeriesInput> series,
        long chunkBytes,
        int parallel,
        OptionalLong shuffle,
        boolean headerLast,
        Optional<TimeLimits> limits,
        Optional<Path> journal) {

    static final int MOST_PARALLEL = 64;

    /**
     * @throws IllegalArgumentException if a number is out of bounds or a series stands twice
     */
    public SendRequest {
        series = List.copyOf(series);
        if (chunkBytes < 1) {
            throw new IllegalArgumentException("the chunk size must be at least one byte");
        }
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new IllegalArgumentException("parallel must be from 1 to " + MOST_PARALLEL + ", is " + parallel);
        }
        if (series.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to send");
        }
        Set<SeriesName> names = new HashSet<>();
        for (SeriesInput input : series) {
            if (!names.add(input.name())) {
                throw new IllegalArgumentException("two series are called " + input.name() + "; name one: NAME=FILE");
            }
        }
    }

    /** In order, four blocks at a time, the header first, without journal. */
    public static SendRequest of(
            TransactionId transactionId, ClientId clientId, List<SeriesInput> series, long chunkBytes) {
        return new SendRequest(
                transactionId,
                clientId,
                series,
                chunkBytes,
                4,
                OptionalLong.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    public SendRequest withParallel(int blocks) {
        return new SendRequest(
                transactionId, clientId, series, chunkBytes, blocks, shuffle, headerLast, limits, journal);
    }

    public SendRequest withShuffle(OptionalLong seed) {
        return new SendRequest(
                transactionId, clientId, series, chunkBytes, parallel, seed, headerLast, limits, journal);
    }

    public SendRequest withHeaderLast(boolean last) {
        return new SendRequest(transactionId, clientId, series, chunkBytes, parallel, shuffle, last, limits, journal);
    }

    public SendRequest withLimits(TimeLimits own) {
        return new SendRequest(
                transactionId, clientId, series, chunkBytes, parallel, shuffle, headerLast, Optional.of(own), journal);
    }

    public SendRequest withJournal(Path file) {
        return new SendRequest(
                transactionId, clientId, series, chunkBytes, parallel, shuffle, headerLast, limits, Optional.of(file));
    }
}
