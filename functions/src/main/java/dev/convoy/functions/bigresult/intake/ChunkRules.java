package dev.convoy.functions.bigresult.intake;

import dev.convoy.contracts.bigresult.ChunkPayload;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultError;
import dev.convoy.contracts.bigresult.ResultLimits;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesSpec;
import java.util.Optional;

/** What a chunk must be like; asks nobody. Stateless. */
final class ChunkRules {

    private static final int LONGEST_BLOB_NAME = 1_024;

    private final long inlineBytes;
    private final long chunkBytes;

    /**
     * @param inlineBytes largest inline chunk
     * @param chunkBytes largest chunk
     */
    ChunkRules(long inlineBytes, long chunkBytes) {
        this.inlineBytes = inlineBytes;
        this.chunkBytes = chunkBytes;
    }

    /** What is wrong with it by itself, whatever its transaction. */
    Optional<Refusal> alone(ResultChunk chunk) {
        return numbers(chunk).or(() -> payload(chunk));
    }

    private Optional<Refusal> numbers(ResultChunk chunk) {
        if (chunk.totalCount() < 1 || chunk.totalCount() > ResultLimits.MOST_CHUNKS) {
            return refused("totalCount must be from 1 to " + ResultLimits.MOST_CHUNKS + ", not " + chunk.totalCount());
        }
        if (chunk.ordinal() < 1) {
            return refused("ordinal must be at least 1, not " + chunk.ordinal());
        }
        if (chunk.lengthBytes() < 0 || chunk.lengthBytes() > chunkBytes) {
            return refused("lengthBytes must be from 0 to " + chunkBytes + ", not " + chunk.lengthBytes());
        }
        return chunk.ordinal() > chunk.totalCount() ? beyond(chunk, chunk.totalCount()) : Optional.empty();
    }

    private Optional<Refusal> payload(ResultChunk chunk) {
        return switch (chunk.payload()) {
            case ChunkPayload.Inline inline -> inline(chunk, inline);
            case ChunkPayload.Staged staged -> staged(chunk, staged);
        };
    }

    private Optional<Refusal> inline(ResultChunk chunk, ChunkPayload.Inline inline) {
        byte[] bytes;
        try {
            bytes = inline.bytes();
        } catch (IllegalArgumentException e) {
            return refused("payload.data is no base64");
        }
        if (bytes.length > inlineBytes) {
            return refused("an inline chunk has at most " + inlineBytes + " bytes, not " + bytes.length);
        }
        if (bytes.length != chunk.lengthBytes()) {
            return Optional.of(otherLength(chunk, bytes.length));
        }
        return Md5.of(bytes).equals(chunk.md5()) ? Optional.empty() : Optional.of(otherDigest(chunk));
    }

    private static Optional<Refusal> staged(ResultChunk chunk, ChunkPayload.Staged staged) {
        String own = ResultNames.stagingContainer(chunk.transactionId());
        boolean named = !staged.blob().isBlank() && staged.blob().length() <= LONGEST_BLOB_NAME;
        return staged.container().equals(own) && named
                ? Optional.empty()
                : Optional.of(Refusal.lasting(
                        ResultError.ForeignReference, "a staged chunk must lie in the container " + own));
    }

    /** What is wrong with it in a transaction that takes chunks. */
    Optional<Refusal> within(ResultDocument result, ResultChunk chunk) {
        if (result.header() == null) {
            return result.claimed(chunk.series())
                    .map(claim -> count(claim, chunk, "earlier chunks"))
                    .orElseGet(() -> room(result));
        }
        return result.expected(chunk.series())
                .map(expected -> count(expected, chunk, "the header"))
                .orElseGet(() -> Optional.of(
                        Refusal.lasting(ResultError.UnknownSeries, "the header has no series " + chunk.series())));
    }

    /** Somebody else's transaction. */
    static Optional<Refusal> owner(ResultDocument result, ResultChunk chunk) {
        return result.clientId().equals(chunk.clientId())
                ? Optional.empty()
                : Optional.of(Refusal.lasting(ResultError.ForeignTransaction, "the transaction is not this client's"));
    }

    private static Optional<Refusal> count(SeriesSpec said, ResultChunk chunk, String by) {
        if (said.totalCount() == chunk.totalCount()) {
            return Optional.empty();
        }
        return chunk.ordinal() > said.totalCount()
                ? beyond(chunk, said.totalCount())
                : Optional.of(Refusal.lasting(
                        ResultError.CountContradicted,
                        by + " said that " + chunk.series() + " has " + said.totalCount() + " chunks, not "
                                + chunk.totalCount()));
    }

    private static Optional<Refusal> room(ResultDocument result) {
        return result.claims().size() < ResultLimits.MOST_SERIES
                ? Optional.empty()
                : Optional.of(Refusal.lasting(
                        ResultError.UnknownSeries, "more than " + ResultLimits.MOST_SERIES + " series"));
    }

    private static Optional<Refusal> beyond(ResultChunk chunk, long count) {
        return Optional.of(Refusal.lasting(
                ResultError.OrdinalOutOfRange,
                "ordinal " + chunk.ordinal() + " of " + chunk.series() + ", which has " + count + " chunks"));
    }

    static Refusal otherLength(ResultChunk chunk, long actual) {
        return Refusal.retryable(
                ResultError.LengthMismatch, "the chunk has " + actual + " bytes, not " + chunk.lengthBytes());
    }

    static Refusal otherDigest(ResultChunk chunk) {
        return Refusal.retryable(ResultError.DigestMismatch, "the chunk's bytes do not have the MD5 " + chunk.md5());
    }

    private static Optional<Refusal> refused(String detail) {
        return Optional.of(Refusal.lasting(ResultError.MalformedChunk, detail));
    }
}
