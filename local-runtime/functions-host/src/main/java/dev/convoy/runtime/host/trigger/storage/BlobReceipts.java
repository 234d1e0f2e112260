package dev.convoy.runtime.host.trigger.storage;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which versions of which blobs a function is done with: an empty blob per version in {@code azure-webjobs-hosts}, as the platform keeps
 * them, and the latest of them in memory. Confined to the trigger's thread.
 */
final class BlobReceipts {

    private static final int REMEMBERED = 100_000;

    private final BlobContainerClient container;
    private final String prefix;
    private final Map<String, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private boolean created;

    BlobReceipts(BlobServiceClient service, String function) {
        container = service.getBlobContainerClient("azure-webjobs-hosts");
        prefix = "blobreceipts/functions-host/" + function + "/";
    }

    boolean has(String blob, String etag) {
        if (etag.equals(remembered.get(blob))) {
            return true;
        }
        createOnce();
        boolean there = container.getBlobClient(name(blob, etag)).exists();
        if (there) {
            remembered.put(blob, etag);
        }
        return there;
    }

    void add(String blob, String etag) {
        createOnce();
        container.getBlobClient(name(blob, etag)).upload(BinaryData.fromString(""), true);
        remembered.put(blob, etag);
    }

    private void createOnce() {
        if (!created) {
            container.createIfNotExists();
            created = true;
        }
    }

    private String name(String blob, String etag) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.getBytes(StandardCharsets.UTF_8));
            return prefix + etag.replaceAll("[^A-Za-z0-9]", "") + "/"
                    + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
