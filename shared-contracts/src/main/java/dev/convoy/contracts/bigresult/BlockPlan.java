package dev.convoy.contracts.bigresult;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * How the chunks of a transaction become blocks. A chunk is one block unless it is larger than a block may be; then it is as many as its
 * length takes. Where a chunk's blocks go follows from its ordinal, so chunks may come in any order. Fixed when the transaction is
 * opened and stored with it.
 *
 * <pre>
 * blob  = (ordinal - 1) / ordinalsPerBlob
 * block = ordinal, part and digest, in fixed width
 * </pre>
 *
 * The digest is in the id so that a chunk with other content, sent by mistake under an ordinal that is taken, never overwrites the block that was
 * received.
 *
 * @param blockBytes largest block
 * @param partsPerChunk most blocks of one chunk
 */
public record BlockPlan(long blockBytes, int partsPerChunk) {

    public BlockPlan {
        if (blockBytes < 1 || blockBytes > ResultLimits.MOST_BLOCK_BYTES) {
            throw new IllegalArgumentException("blockBytes must be from 1 to " + ResultLimits.MOST_BLOCK_BYTES);
        }
        if (partsPerChunk < 1 || partsPerChunk > ResultLimits.MOST_BLOCKS) {
            throw new IllegalArgumentException("partsPerChunk must be from 1 to " + ResultLimits.MOST_BLOCKS);
        }
    }

    /** The plan that takes chunks of up to that length in as few blocks as possible. */
    public static BlockPlan forChunksUpTo(long chunkBytes, long blockBytes) {
        return new BlockPlan(blockBytes, Math.toIntExact(Math.max(1, Math.ceilDiv(chunkBytes, blockBytes))));
    }

    /** One block of a chunk: which bytes of it. */
    public record Part(String blockId, long offset, long lengthBytes) {}

    public long ordinalsPerBlob() {
        return ResultLimits.MOST_BLOCKS / partsPerChunk;
    }

    /** Which of the series' blobs a chunk belongs to, from 0. */
    public int blobOf(long ordinal) {
        return Math.toIntExact((ordinal - 1) / ordinalsPerBlob());
    }

    /** How many blobs a series of that many chunks has; one even if it is empty. */
    public int blobsFor(long totalCount) {
        return totalCount == 0 ? 1 : blobOf(totalCount) + 1;
    }

    public long firstOrdinalOf(int blob) {
        return blob * ordinalsPerBlob() + 1;
    }

    /** The blocks of one chunk in their order; none if it is empty. */
    public List<Part> partsOf(long ordinal, ChunkRecord chunk) {
        List<Part> parts = new ArrayList<>();
        for (long offset = 0; offset < chunk.lengthBytes(); offset += blockBytes) {
            long length = Math.min(blockBytes, chunk.lengthBytes() - offset);
            parts.add(new Part(blockId(ordinal, parts.size(), chunk.md5()), offset, length));
        }
        return parts;
    }

    private static String blockId(long ordinal, int part, Md5 md5) {
        String id = String.format("%08x-%04x-%s", ordinal, part, md5.value());
        return Base64.getEncoder().encodeToString(id.getBytes(US_ASCII));
    }
}
