package dev.convoy.contracts.bigresult;

import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import java.util.List;

/**
 * What a completed transaction consists of; the JSON of the manifest blob. It follows from header and chunks alone, whatever order they came in.
 *
 * @param series in the header's order
 */
public record Manifest(TransactionId transactionId, ClientId clientId, List<Series> series) {

    /** Name of {@link Series#digest}: SHA-256 over the chunk index. */
    public static final String DIGEST_ALGORITHM = "sha256-of-chunk-index";

    public Manifest {
        series = List.copyOf(series);
    }

    /**
     * One series.
     *
     * @param lengthBytes of the whole series
     * @param digestAlgorithm always {@value Manifest#DIGEST_ALGORITHM}
     * @param digest 64 hexadecimal digits. The chunk index has 20 bytes for each chunk in order, big-endian 32-bit length and MD5; so whoever
     *     trusts this digest can check each chunk by itself, in any order
     * @param index blob with the chunk index
     * @param blobs what makes up the series, one after the other; only one unless the series exceeds what one blob holds
     */
    public record Series(
            SeriesName name,
            String contentType,
            long totalCount,
            long lengthBytes,
            String digestAlgorithm,
            String digest,
            Blob index,
            List<Part> blobs) {
        public Series {
            blobs = List.copyOf(blobs);
        }
    }

    /**
     * A blob in the container {@link ResultNames#RESULTS}.
     *
     * @param etag without quotes
     * @param uri without any signature
     */
    public record Blob(String name, String uri, long lengthBytes, String etag) {}

    /**
     * A blob with consecutive chunks.
     *
     * @param offset of its first byte within the series
     */
    public record Part(Blob blob, long firstOrdinal, long lastOrdinal, long offset) {}
}
