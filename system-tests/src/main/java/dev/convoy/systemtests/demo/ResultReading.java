package dev.convoy.systemtests.demo;

import dev.convoy.contracts.bigresult.ResultChunk;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesSpec;
import dev.convoy.contracts.id.ClientId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A result over plain HTTP, as a client without our library reads it. Confined to one thread. */
final class ResultReading implements AutoCloseable {

    private static final SeriesSpec ROWS = SeriesSpec.of("rows", 2);
    private static final SeriesSpec NOTHING = SeriesSpec.of("nothing", 0);
    private static final byte[] FIRST = new byte[20_000];
    private static final byte[] SECOND = new byte[300_000];

    static {
        Arrays.fill(FIRST, (byte) 1);
        Arrays.fill(SECOND, (byte) 2);
    }

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final String base;
    private final ClientId client;

    private ResultReading(String base, ClientId client) {
        this.base = base;
        this.client = client;
    }

    static void byLinkAndRange(Stage stage) {
        ClientId hal = ResultScene.client(stage, "hal");
        try (ResultScene scene = ResultScene.of(stage, hal, List.of(ROWS, NOTHING), null);
                ResultReading own = of(stage, scene, hal);
                ResultReading others = of(stage, scene, ResultScene.client(stage, "ivy"))) {
            Check.equal("manifest too early", 409, own.get("/manifest").statusCode());
            Check.equal("longer deadline", 200, own.extend().statusCode());
            ResultChunk second = scene.staged(ROWS, 2, SECOND);
            scene.send(List.of(second, scene.inline(ROWS, 1, FIRST)));
            Check.equal("status", ResultStatus.Completed, scene.ended().status());

            own.checkManifest();
            own.checkLink();
            own.checkRanges();
            own.checkRefusals();
            Check.equal("for others", 404, others.get("").statusCode());
            Check.equal("for others", 404, others.get("/series/rows").statusCode());
            Check.equal("opened again", 409, own.open(scene).statusCode());
            stage.tell("read by link and by range; for others it does not exist");
        }
    }

    private static ResultReading of(Stage stage, ResultScene scene, ClientId client) {
        return new ResultReading(stage.stack().app("functions").url() + "/api/results/" + scene.id(), client);
    }

    private void checkManifest() {
        HttpResponse<byte[]> manifest = get("/manifest");
        Check.equal("manifest", 200, manifest.statusCode());
        Check.that("it has an ETag", manifest.headers().firstValue("ETag").isPresent());
    }

    /** The link reads one blob and does nothing else. */
    private void checkLink() {
        HttpResponse<byte[]> answer = get("/series/rows");
        Check.equal("redirected", 302, answer.statusCode());
        URI link = URI.create(answer.headers().firstValue("Location").orElseThrow());
        byte[] whole = send(HttpRequest.newBuilder(link)).body();
        Check.equal("length", FIRST.length + SECOND.length, whole.length);
        Check.that("first chunk, then second", whole[FIRST.length - 1] == FIRST[0] && whole[FIRST.length] == SECOND[0]);
        HttpRequest.Builder overwriting = HttpRequest.newBuilder(link)
                .header("x-ms-blob-type", "BlockBlob")
                .PUT(HttpRequest.BodyPublishers.ofString("mine"));
        Check.equal("overwriting by the link", 403, send(overwriting).statusCode());
        Check.equal("length of nothing", 0, get("/series/nothing?via=stream").body().length);
    }

    private void checkRanges() {
        HttpResponse<byte[]> across = range("bytes=19999-20000");
        Check.equal("across chunks", 206, across.statusCode());
        Check.that("their last and first byte", Arrays.equals(new byte[] {1, 2}, across.body()));
        Check.equal(
                "its place",
                "bytes 19999-20000/320000",
                across.headers().firstValue("Content-Range").orElse(""));
        Check.equal(
                "its digest",
                "sha-256=:" + sha256(across.body()) + ":",
                across.headers().firstValue("Content-Digest").orElse(""));
        Check.equal("the last ten", 10, range("bytes=-10").body().length);
        Check.equal("index", 40, get("/series/rows/index?via=stream").body().length);
    }

    private void checkRefusals() {
        Check.equal("beyond the end", 416, range("bytes=320000-").statusCode());
        Check.equal("no range", 400, range("lines=1-2").statusCode());
        Check.equal("no such way", 400, get("/series/rows?via=mail").statusCode());
        Check.equal("no such blob", 400, get("/series/rows?blob=7").statusCode());
        Check.equal("no such series", 404, get("/series/columns").statusCode());
        Check.equal("giving it up now", 409, send(request("").DELETE()).statusCode());
    }

    private HttpResponse<byte[]> extend() {
        return send(request("/deadline").POST(HttpRequest.BodyPublishers.ofString("{\"extendBy\": \"PT1H\"}")));
    }

    private HttpResponse<byte[]> open(ResultScene scene) {
        String body = "{\"transactionId\": \"" + scene.id() + "\"}";
        URI all = URI.create(base.substring(0, base.lastIndexOf('/')));
        return send(request("").uri(all).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    private HttpResponse<byte[]> range(String range) {
        return send(request("/series/rows?via=stream").header("Range", range).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("x-ms-client-principal-id", client.value())
                .header("Content-Type", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScenarioFailedException("interrupted");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
