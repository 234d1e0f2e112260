package dev.convoy.results.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.results.staging.ChunkStager;
import dev.convoy.results.staging.StagedChunk;
import dev.convoy.results.stub.ServiceStub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamStagingTest {

    private static final SeriesName A = new SeriesName("a");
    private static final byte[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private final SendJournal journal = SendJournal.none();
    private ServiceStub service;
    private ChunkStager stager;
    private StreamStaging staging;

    @BeforeEach
    void start() throws IOException {
        service = new ServiceStub();
        stager = new ChunkStager(service::address, 2, 4, bytes -> {});
        staging = new StreamStaging(stager, journal, new WorkUnderWay(), 4);
    }

    @AfterEach
    void stop() {
        stager.close();
        service.close();
    }

    @Test
    void a_stream_of_unknown_length_becomes_chunks() throws Exception {
        List<StagedChunk> chunks = staging.stage(A, new ByteArrayInputStream(TEN));

        assertThat(chunks).extracting(StagedChunk::lengthBytes).containsExactly(4L, 4L, 2L);
        assertThat(service.blobs.get("a/0000000003")).containsExactly(8, 9);
    }

    @Test
    void a_stream_that_ends_where_a_chunk_does_has_no_empty_chunk() throws Exception {
        assertThat(staging.stage(A, new ByteArrayInputStream(new byte[8]))).hasSize(2);
        assertThat(staging.stage(new SeriesName("b"), new ByteArrayInputStream(new byte[0])))
                .isEmpty();
    }

    @Test
    void what_lies_in_staging_is_not_uploaded_again() throws Exception {
        StagedChunk second = new StagedChunk("a/0000000002", 4, Md5.of(new byte[] {4, 5, 6, 7}));
        journal.add(A, 2, second);

        List<StagedChunk> chunks = staging.stage(A, new ByteArrayInputStream(TEN));

        assertThat(chunks).hasSize(3).element(1).isEqualTo(second);
        assertThat(service.blobs).containsOnlyKeys("a/0000000001", "a/0000000003");
    }

    @Test
    void a_stream_that_is_not_what_it_was_is_refused() {
        Stream.of(new byte[] {9, 5, 6, 7}, new byte[] {4, 5}).forEach(other -> {
            journal.add(A, 2, new StagedChunk("a/0000000002", other.length, Md5.of(other)));

            assertThatThrownBy(() -> staging.stage(A, new ByteArrayInputStream(TEN)))
                    .isInstanceOf(SendFailedException.class)
                    .hasMessageContaining("chunk 2 of a is not what was sent before");
        });
    }
}
