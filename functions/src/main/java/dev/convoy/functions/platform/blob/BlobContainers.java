package dev.convoy.functions.platform.blob;

import com.azure.core.util.BinaryData;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The blob containers of one account. Connected and, against an emulator, created on first use. The client is guarded by this object's lock; safe
 * for use by several threads.
 */
public final class BlobContainers {

    private static final int FIRST_SERVER_ERROR = 500;
    private static final int THROTTLED = 429;

    private final BlobConnection connection;
    private final Map<String, BlobContainerClient> containers = new ConcurrentHashMap<>();
    private @Nullable BlobServiceClient service;

    public BlobContainers(BlobConnection connection) {
        this.connection = connection;
    }

    /**
     * Writes a blob whose name follows from its content; there already is written.
     *
     * @throws BlobUnreachableException if the service does not answer; safe to retry
     */
    public void put(String container, String name, byte[] content) {
        try {
            container(container).getBlobClient(name).upload(BinaryData.fromBytes(content), false);
        } catch (BlobStorageException e) {
            if (!BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())) {
                throw mapped("put", name, e);
            }
        }
    }

    /**
     * The content of a blob.
     *
     * @throws BlobUnreachableException if the service does not answer; safe to retry
     */
    public byte[] get(String container, String name) {
        try {
            return container(container).getBlobClient(name).downloadContent().toBytes();
        } catch (BlobStorageException e) {
            throw mapped("get", name, e);
        }
    }

    /** Asks the service for anything, to see whether it answers. */
    public void check(String container) {
        try {
            container(container).exists();
        } catch (BlobStorageException e) {
            throw mapped("check", container, e);
        }
    }

    private BlobContainerClient container(String name) {
        return containers.computeIfAbsent(name, this::opened);
    }

    private BlobContainerClient opened(String name) {
        BlobContainerClient client = service().getBlobContainerClient(name);
        if (connection instanceof BlobConnection.ByConnectionString) {
            client.createIfNotExists();
        }
        return client;
    }

    private synchronized BlobServiceClient service() {
        BlobServiceClient open = service;
        if (open == null) {
            open = switch (connection) {
                case BlobConnection.ByConnectionString(String text) ->
                    builder().connectionString(text).buildClient();
                case BlobConnection.ByIdentity(String uri) ->
                    builder()
                            .endpoint(uri)
                            .credential(new DefaultAzureCredentialBuilder().build())
                            .buildClient();
            };
            service = open;
        }
        return open;
    }

    /** A version that the current storage emulator knows without being told to ignore versions. */
    private static BlobServiceClientBuilder builder() {
        return new BlobServiceClientBuilder().serviceVersion(BlobServiceVersion.V2025_11_05);
    }

    private static RuntimeException mapped(String operation, String key, BlobStorageException e) {
        int status = e.getStatusCode();
        return status == THROTTLED || status >= FIRST_SERVER_ERROR || status == 0
                ? new BlobUnreachableException(operation, key, e)
                : e;
    }
}
