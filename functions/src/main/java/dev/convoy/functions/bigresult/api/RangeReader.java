package dev.convoy.functions.bigresult.api;

import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.functions.bigresult.chunks.ResultBlobs;
import dev.convoy.functions.platform.http.BinaryAnswer;
import dev.convoy.functions.platform.http.HttpAnswer;
import dev.convoy.functions.platform.http.Problem;
import dev.convoy.functions.platform.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a series as an HTTP answer (RFC 9110 §14). At most {@value #MOST_BYTES} bytes at once: a longer range is answered with its beginning, as
 * {@code Content-Range} says. Stateless.
 */
final class RangeReader {

    /** Bytes in one answer. */
    static final int MOST_BYTES = 4 << 20;

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private static final int PARTIAL = 206;

    private final ResultBlobs blobs;

    RangeReader(ResultBlobs blobs) {
        this.blobs = blobs;
    }

    /** Something to read from: blobs one after the other. */
    record Content(List<Manifest.Part> parts, long lengthBytes, String etag, String type) {

        static Content of(Manifest.Series series) {
            return new Content(series.blobs(), series.lengthBytes(), series.digest(), series.contentType());
        }

        static Content of(Manifest.Blob blob) {
            return new Content(
                    List.of(new Manifest.Part(blob, 0, 0, 0)),
                    blob.lengthBytes(),
                    blob.etag(),
                    "application/octet-stream");
        }
    }

    private record Span(long from, long to) {}

    BinaryAnswer read(Content content, Optional<String> range) {
        Optional<Span> asked = range.map(text -> span(content, text));
        if (asked.isEmpty() && content.lengthBytes() > MOST_BYTES) {
            throw new ProblemException(Problem.badRequest(
                    "Range", "is needed to stream more than " + MOST_BYTES + " bytes; or leave out via=stream"));
        }
        Span wanted = asked.orElse(new Span(0, content.lengthBytes() - 1));
        Span span = new Span(wanted.from(), Math.min(wanted.to(), wanted.from() + MOST_BYTES - 1));
        byte[] body = bytes(content, span);
        HttpAnswer head = HttpAnswer.empty(asked.isPresent() ? PARTIAL : HttpAnswer.OK)
                .with("Content-Type", content.type())
                .with("Accept-Ranges", "bytes")
                .with("ETag", '"' + content.etag() + '"')
                .with("Content-Digest", "sha-256=:" + sha256(body) + ":");
        return new BinaryAnswer(
                asked.isPresent()
                        ? head.with(
                                "Content-Range", "bytes " + span.from() + "-" + span.to() + "/" + content.lengthBytes())
                        : head,
                body);
    }

    private static Span span(Content content, String text) {
        Matcher matcher = RANGE.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            throw new ProblemException(Problem.badRequest("Range", "must be one range such as bytes=0-1023"));
        }
        long last = content.lengthBytes() - 1;
        boolean suffix = matcher.group(1).isEmpty();
        long from = suffix
                ? Math.max(0, content.lengthBytes() - Long.parseLong(matcher.group(2)))
                : Long.parseLong(matcher.group(1));
        long to = suffix || matcher.group(2).isEmpty() ? last : Math.min(last, Long.parseLong(matcher.group(2)));
        if (from > last || to < from) {
            throw new ProblemException(
                    Problem.rangeNotSatisfiable("The content has " + content.lengthBytes() + " bytes."));
        }
        return new Span(from, to);
    }

    private byte[] bytes(Content content, Span span) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) (span.to() - span.from() + 1));
        for (Manifest.Part part : content.parts()) {
            long from = Math.max(span.from(), part.offset());
            long to = Math.min(span.to(), part.offset() + part.blob().lengthBytes() - 1);
            if (from <= to) {
                bytes.writeBytes(blobs.read(part.blob().name(), from - part.offset(), (int) (to - from + 1))
                        .orElseThrow(() -> new ProblemException(Problem.gone("The content is not there any more."))));
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
