package dev.convoy.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.convoy.runtime.junit.LocalAzure;
import dev.convoy.runtime.stack.Component;
import dev.convoy.runtime.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The unmodified Blob SDK, with its newest service version, against Azurite as the stack runs it. Source of what is expected:
 * learn.microsoft.com/rest/api/storageservices, the operations named in each test.
 */
@LocalAzure(Component.BLOB)
class BlobConformanceTest {

    private BlobContainerClient container;

    @BeforeEach
    void a_container_of_its_own(LocalStack stack) {
        container = new BlobServiceClientBuilder()
                .connectionString(stack.blob())
                .buildClient()
                .createBlobContainer("c" + UUID.randomUUID());
    }

    @Test
    void what_was_put_is_what_is_got() {
        BlobClient blob = container.getBlobClient("greeting");

        blob.upload(BinaryData.fromString("hello"));

        assertThat(blob.downloadContent().toString()).isEqualTo("hello");
        assertThat(blob.getProperties().getBlobSize()).isEqualTo(5);
    }

    /** Put Block, Put Block List. */
    @Test
    void staged_blocks_become_the_blob_in_the_order_of_the_list() {
        BlockBlobClient blob = container.getBlobClient("parts").getBlockBlobClient();
        blob.stageBlock(id("02"), BinaryData.fromString("world"));
        blob.stageBlock(id("01"), BinaryData.fromString("hello "));
        assertThat(blob.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks())
                .hasSize(2);

        blob.commitBlockList(List.of(id("01"), id("02")));

        assertThat(blob.downloadContent().toString()).isEqualTo("hello world");
    }

    @Test
    void a_block_staged_again_replaces_itself() {
        BlockBlobClient blob = container.getBlobClient("again").getBlockBlobClient();
        blob.stageBlock(id("01"), BinaryData.fromString("first"));

        blob.stageBlock(id("01"), BinaryData.fromString("second"));
        blob.commitBlockList(List.of(id("01")));

        assertThat(blob.downloadContent().toString()).isEqualTo("second");
    }

    /** Conditional headers: If-None-Match. */
    @Test
    void a_second_put_that_asks_for_nothing_there_is_refused() {
        BlobClient blob = container.getBlobClient("once");
        blob.upload(BinaryData.fromString("mine"), false);

        assertThatThrownBy(() -> blob.upload(BinaryData.fromString("yours"), false))
                .isInstanceOfSatisfying(BlobStorageException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(409));
    }

    /** Conditional headers: If-Match. */
    @Test
    void a_delete_with_a_stale_etag_is_refused() {
        BlobClient blob = container.getBlobClient("changed");
        blob.upload(BinaryData.fromString("1"));
        String stale = blob.getProperties().getETag();
        blob.upload(BinaryData.fromString("2"), true);

        assertThatThrownBy(
                        () -> blob.deleteWithResponse(null, new BlobRequestConditions().setIfMatch(stale), null, null))
                .isInstanceOfSatisfying(BlobStorageException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(412));
    }

    /** Lease Blob. */
    @Test
    void a_leased_blob_is_not_overwritten_without_its_lease() {
        BlobClient blob = container.getBlobClient("leased");
        blob.upload(BinaryData.fromString("1"));
        BlobLeaseClient lease = new BlobLeaseClientBuilder().blobClient(blob).buildClient();
        lease.acquireLease(15);

        assertThatThrownBy(() -> blob.upload(BinaryData.fromString("2"), true))
                .isInstanceOfSatisfying(BlobStorageException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(412));
    }

    /** Service SAS: a producer that may create and write, and nothing else. */
    @Test
    void a_write_only_signature_writes_and_does_not_read() {
        BlobClient blob = container.getBlobClient("dropped");
        String signature = blob.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusMinutes(5),
                new BlobSasPermission().setCreatePermission(true).setWritePermission(true)));
        BlobClient producer = new BlobClientBuilder()
                .endpoint(blob.getBlobUrl() + "?" + signature)
                .buildClient();

        producer.upload(BinaryData.fromString("in"));

        assertThat(blob.downloadContent().toString()).isEqualTo("in");
        assertThatThrownBy(producer::downloadContent)
                .isInstanceOfSatisfying(BlobStorageException.class, refused -> assertThat(refused.getStatusCode())
                        .isEqualTo(403));
    }

    @Test
    void names_are_listed_by_prefix() {
        for (String name : List.of("a/1", "a/2", "b/1")) {
            container.getBlobClient(name).upload(BinaryData.fromString(name));
        }

        assertThat(container.listBlobsByHierarchy("a/"))
                .extracting(item -> item.getName())
                .containsExactly("a/1", "a/2");
    }

    private static String id(String ordinal) {
        return Base64.getEncoder().encodeToString(ordinal.getBytes(StandardCharsets.UTF_8));
    }
}
