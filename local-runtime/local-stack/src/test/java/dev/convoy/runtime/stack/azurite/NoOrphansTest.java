package dev.convoy.runtime.stack.azurite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NoOrphansTest {

    @Test
    void azurite_ends_when_its_launcher_is_killed() throws IOException {
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle azurite;
        try (BufferedReader lines = launcher.inputReader()) {
            azurite = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            assertThat(azurite.isAlive()).isTrue();

            launcher.destroyForcibly();
        }

        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !azurite.isAlive());
    }

    /** A process that starts Azurite, prints its process id and never stops it. */
    static final class Launcher {

        private Launcher() {}

        public static void main(String[] arguments) throws InterruptedException {
            Azurite azurite = Azurite.start(
                    AzuriteSettings.defaults(Path.of("../../.convoy/azurite")).withPort(0));
            System.out.println(azurite.processId());
            Thread.currentThread().join();
        }
    }
}
