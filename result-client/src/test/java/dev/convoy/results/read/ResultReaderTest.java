package dev.convoy.results.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.bigresult.Md5;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.id.ClientId;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.stub.ServiceStub;
import dev.convoy.results.stub.ServiceStub.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultReaderTest {

    private static final TransactionId ID = new TransactionId("transaction-1");
    private static final String PATH = "GET /api/results/transaction-1/series/a";
    private static final int CHUNK = 1000;
    private static final int CHUNKS = 5;
    private static final int IN_FIRST_BLOB = 3;

    @TempDir
    private Path folder;

    private final byte[] content = new byte[CHUNK * CHUNKS];
    private ServiceStub service;
    private ResultsApi api;
    private ResultReader reader;

    @BeforeEach
    void a_series_in_two_blobs() throws IOException {
        new Random(1).nextBytes(content);
        service = new ServiceStub();
        service.blobs.put("one", Arrays.copyOf(content, CHUNK * IN_FIRST_BLOB));
        service.blobs.put("two", Arrays.copyOfRange(content, CHUNK * IN_FIRST_BLOB, content.length));
        service.blobs.put("index", index());
        service.answers.put(PATH + "?blob=0", Answer.of(302, "").with("Location", service.address("one")));
        service.answers.put(PATH + "?blob=1", Answer.of(302, "").with("Location", service.address("two")));
        service.answers.put(PATH + "/index", Answer.of(302, "").with("Location", service.address("index")));
        api = new ResultsApi(service.endpoint(), new ClientId("ada"), Duration.ZERO);
        reader = new ResultReader(api, 2);
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
    }

    @Test
    void every_chunk_finds_its_place_and_is_verified() throws Exception {
        AtomicLong told = new AtomicLong();

        Path file = reader.read(ID, series(), folder, new ReadListener() {
            @Override
            public void progressed(long bytes) {
                told.addAndGet(bytes);
            }
        });

        assertThat(file).hasBinaryContent(content).hasFileName("a");
        assertThat(told).hasValue(content.length);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_corrupt_chunk_is_named_and_the_file_is_not_called_whole() {
        service.blobs.get("two")[CHUNK + 7] ^= 1;

        assertThatThrownBy(() -> reader.read(ID, series(), folder, ReadListener.SILENT))
                .isInstanceOf(CorruptResultException.class)
                .hasMessageContaining("chunk 5 of a");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    @Test
    void an_index_that_is_not_the_manifests_is_refused() {
        service.blobs.get("index")[3] ^= 1;

        assertThatThrownBy(() -> reader.read(ID, series(), folder, ReadListener.SILENT))
                .isInstanceOf(CorruptResultException.class)
                .hasMessageContaining("the chunk index has digest");
    }

    @Test
    void what_is_there_already_and_right_is_not_fetched_again() throws Exception {
        byte[] before = Arrays.copyOf(content, CHUNK * 4);
        before[CHUNK + 1] ^= 1;
        Files.write(folder.resolve("a.part"), before);

        Path file = reader.read(ID, series(), folder, ReadListener.SILENT);

        assertThat(file).hasBinaryContent(content);
        assertThat(service.reads).as("the index, the second chunk, the fifth").hasValue(3);
    }

    private Manifest.Series series() {
        return new Manifest.Series(
                new SeriesName("a"),
                "application/octet-stream",
                CHUNKS,
                content.length,
                Manifest.DIGEST_ALGORITHM,
                HexFormat.of().formatHex(sha256(index())),
                blob("index", CHUNKS * 20),
                List.of(
                        new Manifest.Part(blob("one", CHUNK * IN_FIRST_BLOB), 1, IN_FIRST_BLOB, 0),
                        new Manifest.Part(
                                blob("two", CHUNK * (CHUNKS - IN_FIRST_BLOB)),
                                IN_FIRST_BLOB + 1,
                                CHUNKS,
                                CHUNK * IN_FIRST_BLOB)));
    }

    private static Manifest.Blob blob(String name, long lengthBytes) {
        return new Manifest.Blob(name, "http://elsewhere/" + name, lengthBytes, "1");
    }

    private byte[] index() {
        ByteBuffer index = ByteBuffer.allocate(CHUNKS * 20);
        for (int i = 0; i < CHUNKS; i++) {
            index.putInt(CHUNK)
                    .put(Md5.of(Arrays.copyOfRange(content, i * CHUNK, (i + 1) * CHUNK))
                            .bytes());
        }
        return index.array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
