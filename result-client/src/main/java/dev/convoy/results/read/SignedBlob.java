package dev.convoy.results.read;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** A blob behind a signed address. Reads in pieces of 4 MiB and repeats what got no answer. Safe for use by several threads. */
final class SignedBlob {

    private static final int PIECE_BYTES = 4 << 20;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            new JdkHttpClientBuilder().connectionTimeout(CONNECT_LIMIT).build();

    private final BlobClient client;

    SignedBlob(URI address) {
        this.client = new BlobClientBuilder()
                .endpoint(address.toString())
                .httpClient(HTTP)
                .serviceVersion(BlobServiceVersion.V2025_11_05)
                .buildClient();
    }

    InputStream read(long offset, long lengthBytes) throws IOException {
        try {
            return client.openInputStream(new BlobInputStreamOptions()
                    .setRange(new BlobRange(offset, lengthBytes))
                    .setBlockSize(Math.clamp(lengthBytes, 1, PIECE_BYTES)));
        } catch (BlobStorageException refused) {
            throw new IOException(
                    "the blob was refused: " + refused.getStatusCode() + " " + refused.getErrorCode(), refused);
        }
    }

    InputStream readAll() throws IOException {
        try {
            return client.openInputStream(new BlobInputStreamOptions().setBlockSize(PIECE_BYTES));
        } catch (BlobStorageException refused) {
            throw new IOException(
                    "the blob was refused: " + refused.getStatusCode() + " " + refused.getErrorCode(), refused);
        }
    }
}
