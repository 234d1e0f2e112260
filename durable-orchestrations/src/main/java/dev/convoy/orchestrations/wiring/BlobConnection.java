package dev.convoy.orchestrations.wiring;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where Blob Storage is and how to sign in: by a connection string, or, in the cloud, by this app's identity.
 *
 * @param byIdentity whether the text is the service's address instead of a connection string
 */
record BlobConnection(String text, boolean byIdentity) {

    static final String SETTING = "BlobConnection";
    private static final String IDENTITY = SETTING + "__blobServiceUri";

    /** @throws BadSettingException if neither is there or it is malformed */
    static BlobConnection read(Function<String, @Nullable String> source) {
        String address = source.apply(IDENTITY);
        if (address != null && !address.isBlank()) {
            return new BlobConnection(address, true);
        }
        String text = source.apply(SETTING);
        if (text == null || text.isBlank()) {
            throw new BadSettingException(SETTING, "is missing");
        }
        if (!text.contains("=")) {
            throw new BadSettingException(SETTING, "is no connection string");
        }
        return new BlobConnection(text, false);
    }

    /** A client; making it asks nobody. */
    BlobServiceClient connect() {
        BlobServiceClientBuilder builder =
                new BlobServiceClientBuilder().serviceVersion(BlobServiceVersion.V2025_11_05);
        return byIdentity
                ? builder.endpoint(text)
                        .credential(new DefaultAzureCredentialBuilder().build())
                        .buildClient()
                : builder.connectionString(text).buildClient();
    }

    @Override
    public String toString() {
        return "BlobConnection[byIdentity=" + byIdentity + "]"; // the text may hold a key
    }
}
