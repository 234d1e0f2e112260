package dev.convoy.contracts.bigresult;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.contracts.json.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Receipts of {@value #ORDINALS} consecutive ordinals of one series, as a document of the container {@code result-receipts}: 20 bytes an ordinal, big-endian
 * length and MD5; all zero means not received. About 27 KB at most, whatever the series' length. Mutable; confined to one thread.
 *
 * <pre>
 * page 0: ordinals 1 to 1,024; page 1: 1,025 to 2,048; …
 * </pre>
 */
public final class ReceiptPage {

    public static final String KIND = "page";
    /** Ordinals per page. */
    public static final int ORDINALS = 1_024;
    /** Bytes per ordinal. */
    public static final int RECORD_BYTES = 4 + Md5.BYTES;

    private static final long UNSIGNED = 0xFFFFFFFFL;
    private static final byte[] NOT_RECEIVED = new byte[RECORD_BYTES];

    private final SeriesName series;
    private final int number;
    private final ByteBuffer records;
    private int count;
    private long lengthBytes;

    private ReceiptPage(SeriesName series, int number, byte[] records) {
        this.series = series;
        this.number = number;
        this.records = ByteBuffer.wrap(records);
    }

    /** A page without receipts. */
    public static ReceiptPage empty(SeriesName series, int number) {
        return new ReceiptPage(series, number, new byte[ORDINALS * RECORD_BYTES]);
    }

    /** Out of its document. */
    public static ReceiptPage of(JsonNode document) {
        byte[] records = Base64.getDecoder().decode(document.path("records").asText());
        if (records.length != ORDINALS * RECORD_BYTES) {
            throw new IllegalArgumentException("page " + document.path("id").asText() + " has the wrong length");
        }
        ReceiptPage page = new ReceiptPage(
                new SeriesName(document.path("series").asText()),
                document.path("number").asInt(),
                records);
        page.count = document.path("count").asInt();
        page.lengthBytes = document.path("lengthBytes").asLong();
        return page;
    }

    /** The page that an ordinal is on. */
    public static int numberOf(long ordinal) {
        return Math.toIntExact((ordinal - 1) / ORDINALS);
    }

    /** How many pages a series of that many chunks has. */
    public static int pagesFor(long totalCount) {
        return totalCount == 0 ? 0 : numberOf(totalCount) + 1;
    }

    public static String documentId(SeriesName series, int number) {
        return "page-" + series + "-" + number;
    }

    public long firstOrdinal() {
        return (long) number * ORDINALS + 1;
    }

    /** How many ordinals of this page a series of that many chunks has. */
    public int expectedOf(long totalCount) {
        return (int) Math.clamp(totalCount - firstOrdinal() + 1, 0, ORDINALS);
    }

    public int count() {
        return count;
    }

    /** Length of all received chunks of this page. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** How many of the ordinals up to this one have a receipt here. */
    public long countUpTo(long ordinal) {
        return LongStream.range(firstOrdinal(), firstOrdinal() + expectedOf(ordinal))
                .filter(candidate -> find(candidate).isPresent())
                .count();
    }

    /** The receipt of an ordinal of this page, if there is one. */
    public Optional<ChunkRecord> find(long ordinal) {
        byte[] record = new byte[RECORD_BYTES];
        records.get(at(ordinal), record);
        if (Arrays.equals(record, NOT_RECEIVED)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(record);
        long length = buffer.getInt() & UNSIGNED;
        return Optional.of(new ChunkRecord(length, new Md5(HexFormat.of().formatHex(record, 4, RECORD_BYTES))));
    }

    /** Adds the receipt of an ordinal that has none yet. */
    public void add(long ordinal, ChunkRecord chunk) {
        int position = at(ordinal);
        if (find(ordinal).isPresent()) {
            throw new IllegalStateException("ordinal " + ordinal + " of " + series + " was received before");
        }
        records.putInt(position, (int) chunk.lengthBytes());
        records.put(position + 4, chunk.md5().bytes());
        count++;
        lengthBytes += chunk.lengthBytes();
    }

    /** The records of the first ordinals of the page: its part of the series' chunk index. */
    public byte[] index(int ordinals) {
        byte[] part = new byte[ordinals * RECORD_BYTES];
        records.get(0, part);
        return part;
    }

    /** The page as a document. */
    public ObjectNode toDocument(TransactionId transactionId, Instant now) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("id", documentId(series, number));
        document.put("transactionId", transactionId.value());
        document.put("kind", KIND);
        document.put("series", series.value());
        document.put("number", number);
        document.put("count", count);
        document.put("lengthBytes", lengthBytes);
        document.put("updatedAt", now.toString());
        document.put("records", Base64.getEncoder().encodeToString(records.array()));
        return document;
    }

    private int at(long ordinal) {
        long index = ordinal - firstOrdinal();
        if (index < 0 || index >= ORDINALS) {
            throw new IllegalArgumentException("ordinal " + ordinal + " is not on page " + number);
        }
        return (int) index * RECORD_BYTES;
    }
}
