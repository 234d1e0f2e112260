package dev.convoy.benchmarks.bigresult;

import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.ResultsApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Is the result what was staged? By the manifest's digests, and by reading every byte of every series. */
final class Verification {

    private static final int STEP_BYTES = 1 << 18;

    private final ResultsApi api;
    private final TransactionId id;
    private final List<StagedChunk> chunks;

    Verification(ResultsApi api, TransactionId id, List<StagedChunk> chunks) {
        this.api = api;
        this.id = id;
        this.chunks = chunks;
    }

    /**
     * @throws IllegalStateException if it is not
     */
    void run(boolean everyByte) throws IOException, InterruptedException {
        for (Manifest.Series series : api.manifest(id).series()) {
            List<StagedChunk> own = chunks.stream()
                    .filter(chunk -> chunk.series().equals(series.name().value()))
                    .sorted(Comparator.comparingInt(StagedChunk::ordinal))
                    .toList();
            must(series.digest().equals(digest(own)), "the digest of " + series.name());
            must(
                    series.lengthBytes()
                            == own.stream().mapToLong(StagedChunk::lengthBytes).sum(),
                    "the length of " + series.name());
            if (everyByte) {
                read(series, own);
            }
        }
    }

    private void read(Manifest.Series series, List<StagedChunk> own) throws IOException, InterruptedException {
        must(series.blobs().size() == 1, "one blob for " + series.name());
        HttpRequest request =
                HttpRequest.newBuilder(api.series(id, series.name(), 0)).build();
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream content = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            byte[] step = new byte[STEP_BYTES];
            for (StagedChunk chunk : own) {
                MessageDigest digest = Md5.newDigest();
                for (long left = chunk.lengthBytes(); left > 0; ) {
                    int length = content.readNBytes(step, 0, (int) Math.min(step.length, left));
                    must(length > 0, "the end of " + series.name());
                    digest.update(step, 0, length);
                    left -= length;
                }
                must(
                        Md5.ofDigest(digest.digest()).equals(chunk.digest()),
                        "chunk " + chunk.ordinal() + " of " + series.name());
            }
            must(content.read() < 0, "nothing after " + series.name());
        }
    }

    private static String digest(List<StagedChunk> own) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (StagedChunk chunk : own) {
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) chunk.lengthBytes())
                        .array());
                digest.update(chunk.md5());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the result is wrong: " + what);
        }
    }
}
