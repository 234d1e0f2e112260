package dev.convoy.functions.platform.blob;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Shared access signatures: by the account's key locally, by a user delegation key in the cloud, which is asked for anew when it is used up. That key is
 * guarded by this object's lock.
 */
public final class BlobSignatures {

    private static final Duration KEY_LIFETIME = Duration.ofDays(6);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final BlobServices services;
    private final Clock clock;
    private @Nullable UserDelegationKey key;

    public BlobSignatures(BlobServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** May create and write blobs of the container; neither read, list nor delete. */
    public String toWrite(BlobContainerClient container, Instant expiry) {
        BlobContainerSasPermission permission =
                new BlobContainerSasPermission().setCreatePermission(true).setWritePermission(true);
        return signed(container, new BlobServiceSasSignatureValues(expiry.atOffset(ZoneOffset.UTC), permission));
    }

    /** May read every blob of the container. */
    public String toRead(BlobContainerClient container, Instant expiry) {
        BlobContainerSasPermission permission = new BlobContainerSasPermission().setReadPermission(true);
        return signed(container, new BlobServiceSasSignatureValues(expiry.atOffset(ZoneOffset.UTC), permission));
    }

    /** May read one blob. */
    public String toRead(BlobContainerClient container, String blob, Instant expiry) {
        var client = container.getBlobClient(blob);
        var values = new BlobServiceSasSignatureValues(
                expiry.atOffset(ZoneOffset.UTC), new BlobSasPermission().setReadPermission(true));
        return services.isLocal()
                ? client.generateSas(values)
                : client.generateUserDelegationSas(values, delegation(expiry));
    }

    private String signed(BlobContainerClient container, BlobServiceSasSignatureValues values) {
        return services.isLocal()
                ? container.generateSas(values)
                : container.generateUserDelegationSas(
                        values, delegation(values.getExpiryTime().toInstant()));
    }

    private synchronized UserDelegationKey delegation(Instant until) {
        UserDelegationKey known = key;
        if (known == null || known.getSignedExpiry().toInstant().isBefore(until)) {
            Instant now = clock.instant();
            known = services.service()
                    .getUserDelegationKey(
                            now.minus(CLOCK_SKEW).atOffset(ZoneOffset.UTC),
                            now.plus(KEY_LIFETIME).atOffset(ZoneOffset.UTC));
            key = known;
        }
        return known;
    }
}
