package dev.convoy.runtime.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script, as far as it answers by itself: none of these builds anything. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {

    private static final Path SCRIPT = Path.of("../../convoy").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sideways        | convoy: unknown command sideways (see ./convoy --help)",
                "--sideways      | convoy: unknown option --sideways (see ./convoy --help)",
                "up --prot=1     | convoy: unknown option --prot (see ./convoy up --help)",
                "emulator        | convoy: emulator needs a name: servicebus, cosmos or durable",
                "emulator kafka  | convoy: unknown emulator kafka: servicebus, cosmos or durable",
                "send-result --x | convoy: unknown option --x (see ./convoy send-result --help)",
                "bench sideways  | convoy: unknown benchmark sideways (see ./convoy bench --help)",
            })
    void a_mistake_is_one_line_and_exit_code_2(String arguments, String line) throws Exception {
        Run run = run(Map.of(), SCRIPT, arguments.split(" "));

        assertThat(run.output()).isEqualTo(line + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--version,convoy 0.1.0",
        "--help,Usage: ./convoy COMMAND",
        "up --help,Usage: ./convoy up",
        "fetch-result --help,Usage: ./convoy fetch-result"
    })
    void questions_are_answered_at_once(String arguments, String answer) throws Exception {
        Run run = run(Map.of("JAVA_HOME", "/nowhere"), SCRIPT, arguments.split(" "));

        assertThat(run.output()).contains(answer);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void it_works_through_a_link_from_a_folder_with_a_space() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("a b")).resolve("cv"), SCRIPT);

        Run run = run(Map.of(), link, "--help");
        Files.delete(link);

        assertThat(run.output()).contains("Usage: ./convoy COMMAND");
    }

    @Test
    void a_missing_jdk_is_one_line_and_exit_code_2() throws Exception {
        Path tools = toolsWithoutJava();

        Run run = run(
                Map.of("PATH", tools.toString(), "JAVA_HOME", "", "CONVOY_JDK_PLACES", folder.toString()),
                SCRIPT,
                "up");

        assertThat(run.output()).isEqualTo("convoy: needs a JDK 21 or newer: set JAVA_HOME or put its java on PATH\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    /** A PATH with what the script itself uses, and no java, mvn or node. */
    private Path toolsWithoutJava() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed", "head", "cat", "grep", "find")) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Path wrapper = Files.writeString(tools.resolve(tool), "#!/bin/bash\nexec " + real + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        return tools;
    }

    private static Run run(Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private record Run(int exitCode, String output) {}
}
