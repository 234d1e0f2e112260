package dev.convoy.runtime.host.binding;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.convoy.runtime.host.discovery.Binding;
import dev.convoy.runtime.host.invoke.Invocation;
import java.time.Clock;

/** The blob that an in or out binding names, {@code container/path/with/{expressions}}, in the account its connection names. */
final class BlobPath {

    private final BlobServiceClient service;
    private final String path;
    private final Clock clock;

    /** @throws dev.convoy.runtime.host.discovery.BrokenAppException if path or connection is wrong */
    BlobPath(Binding binding, Clock clock) {
        this.clock = clock;
        path = binding.fields().requiredText("path");
        if (path.indexOf('/') < 1) {
            throw binding.fields().broken("path", "is not container/blob: " + path);
        }
        try {
            service = new BlobServiceClientBuilder()
                    .connectionString(binding.connection("Storage"))
                    .buildClient();
        } catch (IllegalArgumentException unreadable) {
            throw binding.fields()
                    .broken(
                            "connection",
                            "names a setting whose value is no connection string: " + unreadable.getMessage());
        }
    }

    BlobClient of(Invocation invocation) {
        String filled = Expressions.fill(path, invocation.metadata(), clock);
        int slash = filled.indexOf('/');
        return service.getBlobContainerClient(filled.substring(0, slash)).getBlobClient(filled.substring(slash + 1));
    }

    /** Makes sure the blob's container exists, as the platform does for outputs. */
    void createContainerOf(Invocation invocation) {
        String filled = Expressions.fill(path, invocation.metadata(), clock);
        service.createBlobContainerIfNotExists(filled.substring(0, filled.indexOf('/')));
    }
}
