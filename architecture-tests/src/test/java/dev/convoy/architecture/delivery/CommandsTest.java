package dev.convoy.architecture.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./convoy func} and {@code ./convoy infra} say what is missing, and check what can be checked without Azure. */
class CommandsTest {

    private static final List<String> NEEDED =
            List.of("bash", "env", "dirname", "node", "npm", "cmp", "cat", "head", "grep", "sed");

    @Test
    void without_core_tools_func_says_what_to_install_and_how(@TempDir Path folder) throws IOException {
        Tool.Result result = convoy(Map.of("PATH", pathWith(folder, "")), "func");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "func, the Azure Functions Core Tools, is not on PATH",
                        "npm install --global azure-functions-core-tools@4");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void an_old_func_is_refused(@TempDir Path folder) throws IOException {
        Tool.Result result = convoy(Map.of("PATH", pathWith(folder, "echo 3.0.4")), "func");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("needs version 4 of func, found 3.0.4");
    }

    @Test
    void unknown_backends_are_refused(@TempDir Path folder) throws IOException {
        Tool.Result result = convoy(Map.of("PATH", pathWith(folder, "echo 4.0.1")), "func", "--backends", "cloud");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--backends must be local, docker or running, not 'cloud'");
    }

    @Test
    void infra_check_says_what_it_could_not_do(@TempDir Path folder) throws IOException {
        Tool.Result result = convoy(Map.of("PATH", pathWith(folder, "")), "infra", "check");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        " 0 syntax errors",
                        "params/prod.json: evaluates",
                        "not compiled and not linted: neither bicep nor az");
    }

    @Test
    void infra_check_compiles_where_bicep_is_at_hand(@TempDir Path folder) throws IOException {
        String path = pathWith(folder, "");
        executable(
                folder.resolve("bin/bicep"),
                "echo \"bicep $*\" >> \"" + folder.resolve("calls") + "\"; [ \"$1\" != lint ] || exit 3");

        Tool.Result result = convoy(Map.of("PATH", path), "infra", "check");

        assertThat(Files.readString(folder.resolve("calls")))
                .contains("bicep build --stdout", "main.bicep", "bicep lint");
        assertThat(result.exitCode()).as("a failing lint fails the check").isEqualTo(3);
    }

    @Test
    void smoke_names_the_address_it_misses() {
        Tool.Result result = Tool.script(Map.of(), "infra", "smoke");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("ORCHESTRATIONS_URL is missing");
    }

    private static Tool.Result convoy(Map<String, String> environment, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(Checkout.ROOT.resolve("convoy").toString()), Stream.of(arguments))
                .toList();
        return Tool.run(environment, command);
    }

    /** A path with nothing but the programs that the scripts need, and a {@code func} of the given body if there is one. */
    private static String pathWith(Path folder, String funcBody) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String program : NEEDED) {
            Files.createSymbolicLink(bin.resolve(program), located(program));
        }
        if (!funcBody.isEmpty()) {
            executable(bin.resolve("func"), funcBody);
        }
        return bin.toString();
    }

    private static Path located(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + program + " on PATH"));
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
