package dev.convoy.orchestrations.bigresult;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobContainersOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.ResultNames;
import dev.convoy.contracts.id.TransactionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Results in Azure Blob Storage. Connected when first needed. Safe for use by several threads. */
public final class AzureResultBlobStore implements ResultBlobStore {

    /** Metadata of a committed blob: digest of its block list. */
    private static final String BLOCKS = "blocks";

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int NOT_FOUND = 404;
    private static final Set<BlobErrorCode> LOST = Set.of(
            BlobErrorCode.INVALID_BLOCK_LIST, BlobErrorCode.INVALID_BLOCK_ID, BlobErrorCode.INVALID_BLOB_OR_BLOCK);

    private final Supplier<BlobServiceClient> service;

    /** A service that is asked for when first needed. */
    public AzureResultBlobStore(Supplier<BlobServiceClient> service) {
        this.service = service;
    }

    private BlobContainerClient results() {
        return service.get().getBlobContainerClient(ResultNames.RESULTS);
    }

    @Override
    public Committed commit(String blob, List<String> blockIds, String contentType) {
        BlockBlobClient client = results().getBlobClient(blob).getBlockBlobClient();
        String digest = Md5.of(String.join("\n", blockIds).getBytes(StandardCharsets.US_ASCII))
                .value();
        return committed(client, digest).orElseGet(() -> {
            if (blockIds.isEmpty()) {
                results().createIfNotExists(); // with blocks to commit it is there already
            }
            return commit(client, blockIds, contentType, digest);
        });
    }

    /** Committed before, with the same blocks: committing again would change its etag. */
    private static Optional<Committed> committed(BlockBlobClient client, String digest) {
        try {
            BlobProperties properties = client.getProperties();
            return digest.equals(properties.getMetadata().get(BLOCKS))
                    ? Optional.of(named(client, properties.getETag()))
                    : Optional.empty();
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Committed commit(BlockBlobClient client, List<String> blockIds, String contentType, String digest) {
        BlockBlobCommitBlockListOptions options = new BlockBlobCommitBlockListOptions(blockIds)
                .setHeaders(new BlobHttpHeaders().setContentType(contentType))
                .setMetadata(Map.of(BLOCKS, digest));
        try {
            String etag = client.commitBlockListWithResponse(options, LONGEST, Context.NONE)
                    .getValue()
                    .getETag();
            return named(client, etag);
        } catch (BlobStorageException e) {
            if (LOST.contains(e.getErrorCode())) {
                throw new BlocksLostException(client.getBlobName(), e);
            }
            throw e;
        }
    }

    private static Committed named(BlockBlobClient client, String etag) {
        return new Committed(client.getBlobUrl(), etag.replace("\"", ""));
    }

    @Override
    public void stage(String blob, String blockId, byte[] content) {
        results()
                .getBlobClient(blob)
                .getBlockBlobClient()
                .stageBlockWithResponse(
                        new BlockBlobStageBlockOptions(blockId, BinaryData.fromBytes(content))
                                .setContentMd5(Md5.of(content).bytes()),
                        LONGEST,
                        Context.NONE);
    }

    @Override
    public void write(String blob, byte[] content, String contentType) {
        results()
                .getBlobClient(blob)
                .getBlockBlobClient()
                .uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                                .setContentMd5(Md5.of(content).bytes())
                                .setHeaders(new BlobHttpHeaders().setContentType(contentType)),
                        LONGEST,
                        Context.NONE);
    }

    @Override
    public Optional<byte[]> read(String blob) {
        try {
            return Optional.of(results().getBlobClient(blob).downloadContent().toBytes());
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean exists(String blob) {
        return results().getBlobClient(blob).exists();
    }

    @Override
    public int deleteAll(String prefix) {
        ListBlobsOptions everything = new ListBlobsOptions()
                .setPrefix(prefix)
                .setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true));
        int count = 0;
        try {
            for (BlobItem item : results().listBlobs(everything, LONGEST)) {
                delete(item.getName());
                count++;
            }
        } catch (BlobStorageException e) {
            if (e.getStatusCode() != NOT_FOUND) { // no container yet
                throw e;
            }
        }
        return count;
    }

    /** A blob that has blocks only must become one before it can be deleted. */
    private void delete(String blob) {
        BlockBlobClient client = results().getBlobClient(blob).getBlockBlobClient();
        if (!client.deleteIfExists()) {
            client.commitBlockList(List.of(), true);
            client.deleteIfExists();
        }
    }

    @Override
    public boolean deleteStaging(TransactionId id) {
        return service.get()
                .getBlobContainerClient(ResultNames.stagingContainer(id))
                .deleteIfExists();
    }

    @Override
    public void listStaging(Consumer<Staging> reader) {
        ListBlobContainersOptions ours = new ListBlobContainersOptions().setPrefix(ResultNames.STAGING_PREFIX);
        service.get()
                .listBlobContainers(ours, LONGEST)
                .forEach(container -> reader.accept(new Staging(
                        container.getName(),
                        container.getProperties().getLastModified().toInstant())));
    }

    @Override
    public void listPrefixes(Consumer<String> reader) {
        ListBlobsOptions everything =
                new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true));
        try {
            results().listBlobsByHierarchy("/", everything, LONGEST).stream()
                    .filter(item -> Boolean.TRUE.equals(item.isPrefix()))
                    .forEach(item -> reader.accept(item.getName()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() != NOT_FOUND) { // no container yet
                throw e;
            }
        }
    }
}
