package dev.convoy.orchestrations.bigresult;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.convoy.contracts.bigresult.BlockPlan;
import dev.convoy.contracts.bigresult.ChunkRecord;
import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.ReceiptPage;
import dev.convoy.contracts.bigresult.ResultDocument;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Series out of receipts: block lists are committed, the chunk index is written, and what the manifest will say of the series is left in a small blob. At most the
 * block ids of one blob and one page of receipts are in memory. Safe for use by several threads.
 */
final class SeriesAssembler {

    private static final String USUAL_TYPE = "application/octet-stream";

    private final ResultStore store;
    private final ResultBlobStore blobs;

    SeriesAssembler(ResultStore store, ResultBlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    /** Reads receipts in the order of ordinals, a page at a time; confined to one thread. */
    private final class Receipts {

        private final TransactionId id;
        private final SeriesName series;
        private ReceiptPage page;
        private int number = -1;

        Receipts(TransactionId id, SeriesName series) {
            this.id = id;
            this.series = series;
            this.page = ReceiptPage.empty(series, 0);
        }

        ChunkRecord of(long ordinal) {
            int wanted = ReceiptPage.numberOf(ordinal);
            if (wanted != number) {
                page = page(wanted);
                number = wanted;
            }
            return page.find(ordinal)
                    .orElseThrow(() -> new IllegalStateException("no receipt of " + ordinal + " of " + series + " in "
                            + id + ", although all were counted"));
        }

        ReceiptPage page(int wanted) {
            return store.page(id, series, wanted).orElseGet(() -> ReceiptPage.empty(series, wanted));
        }
    }

    /** @throws ResultBlobStore.BlocksLostException if a block is not there any more */
    void assemble(ResultDocument result, SeriesName name) {
        SeriesSpec spec =
                result.expected(name).orElseThrow(() -> new IllegalStateException(name + " is none of " + result.id()));
        String type = spec.contentType() == null ? USUAL_TYPE : spec.contentType();
        Receipts receipts = new Receipts(result.transactionId(), name);
        List<Manifest.Part> parts = parts(result, spec, type, receipts);
        long length =
                parts.stream().mapToLong(part -> part.blob().lengthBytes()).sum();
        String digest = index(result.transactionId(), spec, receipts);
        Manifest.Blob index = indexBlob(result.transactionId(), spec);
        Manifest.Series series = new Manifest.Series(
                name, type, spec.totalCount(), length, Manifest.DIGEST_ALGORITHM, digest, index, parts);
        blobs.write(
                assembledBlob(result.transactionId(), name), Json.write(series).getBytes(UTF_8), "application/json");
    }

    private List<Manifest.Part> parts(ResultDocument result, SeriesSpec spec, String type, Receipts receipts) {
        BlockPlan plan = result.plan();
        List<Manifest.Part> parts = new ArrayList<>();
        long offset = 0;
        for (int blob = 0; blob < plan.blobsFor(spec.totalCount()); blob++) {
            long first = plan.firstOrdinalOf(blob);
            long last = Math.min(spec.totalCount(), first + plan.ordinalsPerBlob() - 1);
            String name = ResultNames.seriesBlob(result.transactionId(), spec.name(), blob);
            List<String> blockIds = new ArrayList<>();
            long length = 0;
            for (long ordinal = first; ordinal <= last; ordinal++) {
                ChunkRecord chunk = receipts.of(ordinal);
                plan.partsOf(ordinal, chunk).forEach(part -> blockIds.add(part.blockId()));
                length += chunk.lengthBytes();
            }
            ResultBlobStore.Committed committed = blobs.commit(name, blockIds, type);
            parts.add(new Manifest.Part(
                    new Manifest.Blob(name, committed.uri(), length, committed.etag()), first, last, offset));
            offset += length;
        }
        return parts;
    }

    /** Writes the chunk index and returns its digest. One that was committed before a crash is left as it is: its blocks would be nobody's. */
    private String index(TransactionId id, SeriesSpec spec, Receipts receipts) {
        MessageDigest digest = sha256();
        String blob = ResultNames.indexBlob(id, spec.name());
        boolean there = blobs.exists(blob);
        for (int number = 0; number < ReceiptPage.pagesFor(spec.totalCount()); number++) {
            ReceiptPage page = receipts.page(number);
            byte[] records = page.index(page.expectedOf(spec.totalCount()));
            digest.update(records);
            if (!there) {
                blobs.stage(blob, indexBlock(number), records);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Manifest.Blob indexBlob(TransactionId id, SeriesSpec spec) {
        String blob = ResultNames.indexBlob(id, spec.name());
        List<String> blockIds = new ArrayList<>();
        for (int number = 0; number < ReceiptPage.pagesFor(spec.totalCount()); number++) {
            blockIds.add(indexBlock(number));
        }
        ResultBlobStore.Committed committed = blobs.commit(blob, blockIds, USUAL_TYPE);
        return new Manifest.Blob(blob, committed.uri(), spec.totalCount() * ReceiptPage.RECORD_BYTES, committed.etag());
    }

    /** The manifest of all series, each of which was assembled. */
    Manifest manifest(ResultDocument result) {
        List<Manifest.Series> series = Objects.requireNonNull(result.header()).stream()
                .map(spec -> assembled(result.transactionId(), spec.name()))
                .toList();
        return new Manifest(result.transactionId(), result.clientId(), series);
    }

    private Manifest.Series assembled(TransactionId id, SeriesName series) {
        return blobs.read(assembledBlob(id, series))
                .map(json -> Json.read(new String(json, UTF_8), Manifest.Series.class))
                .orElseThrow(() -> new IllegalStateException(series + " of " + id + " was not assembled"));
    }

    private static String assembledBlob(TransactionId id, SeriesName series) {
        return ResultNames.prefix(id) + "assembled/" + series + ".json";
    }

    private static String indexBlock(int number) {
        return Base64.getEncoder().encodeToString(String.format("%08d", number).getBytes(US_ASCII));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
