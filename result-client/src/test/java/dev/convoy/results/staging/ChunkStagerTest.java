package dev.convoy.results.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.results.stub.ServiceStub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkStagerTest {

    private static final int BLOCK = ChunkStager.BLOCK_BYTES;

    private final AtomicLong told = new AtomicLong();
    private ServiceStub service;
    private ChunkStager stager;

    @BeforeEach
    void start() throws IOException {
        service = new ServiceStub();
        stager = new ChunkStager(service::address, 3, Long.MAX_VALUE, told::addAndGet);
    }

    @AfterEach
    void stop() {
        stager.close();
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 7})
    void a_chunk_of_any_length_arrives_whole(int length) throws Exception {
        byte[] content = content(length);

        StagedChunk chunk = stager.stage("a/1", new ByteArrayInputStream(content), length + 5L)
                .join();

        assertThat(chunk).isEqualTo(new StagedChunk("a/1", length, Md5.of(content)));
        assertThat(Arrays.equals(service.blobs.get("a/1"), content)).isTrue();
        assertThat(told).hasValue(length);
    }

    @Test
    void a_stream_is_cut_where_it_was_asked_for() throws Exception {
        byte[] content = content(2 * BLOCK + 11);
        InputStream stream = new ByteArrayInputStream(content);
        List<CompletableFuture<StagedChunk>> chunks = new ArrayList<>();

        for (int i = 1; i <= 3; i++) {
            chunks.add(stager.stage("a/" + i, stream, BLOCK + 3));
        }

        assertThat(chunks).extracting(chunk -> chunk.join().lengthBytes()).containsExactly(BLOCK + 3L, BLOCK + 3L, 5L);
        assertThat(service.blobs.get("a/3")).isEqualTo(Arrays.copyOfRange(content, 2 * BLOCK + 6, content.length));
    }

    @Test
    void a_block_that_was_not_answered_is_put_again_in_full() throws Exception {
        byte[] content = content(BLOCK + 1);
        service.failures.set(1);

        stager.stage("a/1", new ByteArrayInputStream(content), content.length).join();

        assertThat(Arrays.equals(service.blobs.get("a/1"), content)).isTrue();
    }

    @Test
    void many_chunks_need_no_more_buffers_than_there_are() throws Exception {
        List<CompletableFuture<StagedChunk>> chunks = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            chunks.add(stager.stage("a/" + i, new ByteArrayInputStream(new byte[] {(byte) i}), 1));
        }

        chunks.forEach(CompletableFuture::join);
        assertThat(service.blobs).hasSize(200).containsEntry("a/7", new byte[] {7});
    }

    @Test
    void content_that_cannot_be_read_costs_no_buffer() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk on fire");
            }
        };

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> stager.stage("a/1", broken, 1)).hasMessage("disk on fire");
        }

        assertThat(stager.stage("a/2", new ByteArrayInputStream(new byte[] {1}), 1)
                        .join())
                .isNotNull();
    }

    @Test
    void a_refusal_names_the_blob_and_no_secret() throws Exception {
        CompletableFuture<StagedChunk> chunk =
                stager.stage(ServiceStub.FORBIDDEN + "1", new ByteArrayInputStream(new byte[1]), 1);

        assertThatThrownBy(chunk::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(StagingException.class)
                .hasMessageContaining("forbidden/1 was refused: 403 AuthorizationPermissionMismatch")
                .hasMessageNotContaining("sig=");
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
