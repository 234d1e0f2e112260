package dev.convoy.results.staging;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import com.azure.storage.blob.specialized.SpecializedBlobClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.convoy.contracts.bigresult.Md5;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The blobs of a staging container, by signed addresses. Uses the JDK's HTTP client and a {@code Flux} of the caller's buffers: the SDK's other ways gather
 * content in memory. Repeats calls that got no answer, as the SDK does by itself. Safe for use by several threads.
 */
final class StagingBlobs {

    private static final Duration CALL_LIMIT = Duration.ofMinutes(10);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final RequestRetryOptions RETRY = new RequestRetryOptions(
            RetryPolicyType.EXPONENTIAL, 7, null, Duration.ofMillis(250), Duration.ofSeconds(10), null);

    private final HttpClient http =
            new JdkHttpClientBuilder().connectionTimeout(CONNECT_LIMIT).build();

    /** Puts a blob that one buffer holds. */
    void put(String address, byte[] buffer, int length) {
        reaching(
                address,
                client(address)
                        .uploadWithResponse(new BlockBlobSimpleUploadOptions(body(buffer, length), length)
                                .setContentMd5(md5(buffer, length))));
    }

    /** Puts one of a blob's blocks, numbered from 0. */
    void putBlock(String address, int number, byte[] buffer, int length) {
        reaching(
                address,
                client(address)
                        .stageBlockWithResponse(
                                blockId(number), body(buffer, length), length, md5(buffer, length), null));
    }

    /** Makes a blob of its first blocks. */
    void commit(String address, int blocks) {
        List<String> ids =
                IntStream.range(0, blocks).mapToObj(StagingBlobs::blockId).toList();
        reaching(address, client(address).commitBlockList(ids, true));
    }

    private BlockBlobAsyncClient client(String address) {
        return new SpecializedBlobClientBuilder()
                .endpoint(address)
                .httpClient(http)
                .retryOptions(RETRY)
                .serviceVersion(BlobServiceVersion.V2025_11_05)
                .buildBlockBlobAsyncClient();
    }

    /** Subscribed again by each repetition, so each gets the whole buffer. */
    private static Flux<ByteBuffer> body(byte[] buffer, int length) {
        return Flux.defer(() -> Flux.just(ByteBuffer.wrap(buffer, 0, length)));
    }

    private static byte[] md5(byte[] buffer, int length) {
        MessageDigest digest = Md5.newDigest();
        digest.update(buffer, 0, length);
        return digest.digest();
    }

    private static String blockId(int number) {
        return Base64.getEncoder().encodeToString(String.format("%06d", number).getBytes(StandardCharsets.US_ASCII));
    }

    private static void reaching(String address, Mono<?> call) {
        String blob = address.substring(0, address.indexOf('?')); // what follows is a secret
        try {
            call.block(CALL_LIMIT);
        } catch (BlobStorageException refused) {
            throw new StagingException(
                    blob + " was refused: " + refused.getStatusCode() + " " + refused.getErrorCode(), refused);
        } catch (RuntimeException unanswered) {
            throw new StagingException(blob + " cannot be put: " + reason(unanswered), unanswered);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
