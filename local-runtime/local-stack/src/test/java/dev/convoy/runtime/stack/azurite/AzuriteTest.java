package dev.convoy.runtime.stack.azurite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzuriteTest {

    /** Shared by all modules of this repository, as ./convoy does: installing takes half a minute. */
    private static final AzuriteSettings SETTINGS =
            AzuriteSettings.defaults(Path.of("../../.convoy/azurite")).withPort(0);

    @Test
    void a_blob_written_on_disk_is_there_after_a_restart(@TempDir Path data) {
        AzuriteSettings settings = SETTINGS.withDataDirectory(Optional.of(data));
        try (Azurite first = Azurite.start(settings)) {
            BlobContainerClient box = container(first);
            box.create();
            box.getBlobClient("note").upload(BinaryData.fromString("kept"));
        }

        String read;
        try (Azurite second = Azurite.start(settings)) {
            read = container(second).getBlobClient("note").downloadContent().toString();
        }

        assertThat(read).isEqualTo("kept");
    }

    @Test
    void in_memory_two_run_at_once_and_know_nothing_of_one_another() {
        try (Azurite one = Azurite.start(SETTINGS);
                Azurite other = Azurite.start(SETTINGS)) {
            container(one).create();

            assertThat(container(one).exists()).isTrue();
            assertThat(container(other).exists()).isFalse();
        }
    }

    @Test
    void a_closed_azurite_leaves_no_process() {
        Azurite azurite = Azurite.start(SETTINGS);
        ProcessHandle process = ProcessHandle.of(azurite.processId()).orElseThrow();

        azurite.close();

        Awaitility.await().until(() -> !process.isAlive());
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AzuriteSettings settings = SETTINGS.withPort(taken.getLocalPort());

            assertThatThrownBy(() -> Azurite.start(settings))
                    .isInstanceOf(AzuriteException.class)
                    .hasMessage("azurite port: " + taken.getLocalPort() + " is taken");
        }
    }

    private static BlobContainerClient container(Azurite azurite) {
        return new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .buildClient()
                .getBlobContainerClient("box");
    }
}
