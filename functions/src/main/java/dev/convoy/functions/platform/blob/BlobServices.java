package dev.convoy.functions.platform.blob;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The blob service for streams: over the JDK's HTTP client, which keeps fixed buffers whatever a blob's size, and without retries, since a stream
 * cannot be sent twice and whoever called is redelivered. Connected on first use; the client is guarded by this object's lock.
 */
public final class BlobServices {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int ONCE = 1;
    private static final int LONGEST_SECONDS = 280;

    private final BlobConnection connection;
    private final HttpClient http = http();
    private @Nullable BlobServiceClient service;
    private @Nullable BlobServiceAsyncClient streams;

    public BlobServices(BlobConnection connection) {
        this.connection = connection;
    }

    /** Whether containers are ours to create, since no template does it. */
    public boolean isLocal() {
        return connection instanceof BlobConnection.ByConnectionString;
    }

    /** The service; opening asks nobody. */
    public synchronized BlobServiceClient service() {
        BlobServiceClient open = service;
        if (open == null) {
            open = builder().buildClient();
            service = open;
        }
        return open;
    }

    /** The same for streams. */
    public synchronized BlobServiceAsyncClient streams() {
        BlobServiceAsyncClient open = streams;
        if (open == null) {
            open = builder().buildAsyncClient();
            streams = open;
        }
        return open;
    }

    private BlobServiceClientBuilder builder() {
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .serviceVersion(BlobServiceVersion.V2025_11_05)
                .httpClient(http)
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, ONCE, LONGEST_SECONDS, null, null, null));
        return switch (connection) {
            case BlobConnection.ByConnectionString(String text) -> builder.connectionString(text);
            case BlobConnection.ByIdentity(String uri) ->
                builder.endpoint(uri).credential(new DefaultAzureCredentialBuilder().build());
        };
    }

    private static HttpClient http() {
        Duration longest = Duration.ofSeconds(LONGEST_SECONDS);
        return new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT)
                .writeTimeout(longest)
                .responseTimeout(longest)
                .readTimeout(longest)
                .build();
    }
}
