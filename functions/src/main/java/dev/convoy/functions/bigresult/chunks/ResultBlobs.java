package dev.convoy.functions.bigresult.chunks;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.functions.platform.blob.BlobErrors;
import dev.convoy.functions.platform.blob.BlobServices;
import dev.convoy.functions.platform.blob.BlobSignatures;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;

/** Blobs as producers and readers get at them: signatures and short ranges. Safe for use by several threads. */
public class ResultBlobs {

    private static final int NOT_FOUND = 404;

    private final BlobServices services;
    private final BlobSignatures signatures;

    public ResultBlobs(BlobServices services, BlobSignatures signatures) {
        this.services = services;
        this.signatures = signatures;
    }

    /** A staging container, and the signature that lets its producer write into it. */
    public record StagingAccess(String container, String url, String sas, Instant expiresAt) {

        @Override
        public String toString() {
            return "StagingAccess[" + container + "]"; // the signature is a secret
        }
    }

    /**
     * Creates a transaction's staging container if it is not there.
     *
     * @throws dev.convoy.functions.platform.OutageException if the service does not answer; safe to retry
     */
    public StagingAccess openStaging(TransactionId id, Instant expiry) {
        String name = ResultNames.stagingContainer(id);
        BlobContainerClient container = services.service().getBlobContainerClient(name);
        return BlobErrors.reaching("open", name, () -> {
            container.createIfNotExists();
            return new StagingAccess(
                    name, container.getBlobContainerUrl(), signatures.toWrite(container, expiry), expiry);
        });
    }

    /** Where anyone may read one blob until then. */
    public String readLink(String blob, Instant expiry) {
        BlobContainerClient container = results();
        return BlobErrors.reaching(
                "sign",
                blob,
                () -> container.getBlobClient(blob).getBlobUrl() + "?" + signatures.toRead(container, blob, expiry));
    }

    /** Some bytes of a blob; empty if it is not there. */
    public Optional<byte[]> read(String blob, long offset, int length) {
        try {
            return BlobErrors.reaching("read", blob, () -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
                results()
                        .getBlobClient(blob)
                        .downloadStreamWithResponse(
                                bytes, new BlobRange(offset, (long) length), null, null, false, null, null);
                return Optional.of(bytes.toByteArray());
            });
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A small blob as a whole; empty if it is not there. */
    public Optional<byte[]> read(String blob) {
        try {
            return BlobErrors.reaching(
                    "read",
                    blob,
                    () -> Optional.of(
                            results().getBlobClient(blob).downloadContent().toBytes()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private BlobContainerClient results() {
        return services.service().getBlobContainerClient(ResultNames.RESULTS);
    }
}
