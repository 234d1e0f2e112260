package dev.convoy.results.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ResultCommandsTest {

    private static final Path HELP_TEXTS = Path.of("../docs/cli");

    @ParameterizedTest
    @ValueSource(strings = {"send-result", "fetch-result"})
    void the_committed_help_text_is_what_the_command_prints(String command) throws IOException {
        Run run = Run.of(command, "--help");

        assertThat(run.out()).isEqualTo(Files.readString(HELP_TEXTS.resolve(command + ".txt")));
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send-result                             | convoy: Missing required",
                "send-result pom.xml                     | convoy: Missing required option: '--client=ID'",
                "send-result pom.xml --client Ada        | convoy: --client must be 1 to 40 lower-case letters",
                "send-result nowhere.bin --client ada    | convoy: nowhere.bin: there is no such file",
                "send-result a/=pom.xml --client ada     | convoy: series 'a/' must be",
                "send-result a=pom.xml a=x --client ada  | convoy: two series are called a; name one: NAME=FILE",
                "send-result pom.xml --client ada --chunk-size big | convoy: Invalid value for option '--chunk-size': 'big' is no size",
                "send-result pom.xml --client ada --parallel 0     | convoy: parallel must be from 1 to 64, is 0",
                "send-result pom.xml --client ada --endpoint ftp://x | convoy: --endpoint must be an http or https URL",
                "send-result pom.xml --client ada --transaction X  | convoy: --transaction must be 8 to 40",
                "send-result pom.xml --client ada --within P7D     | convoy: --within: awaitWithin must be",
                "fetch-result ABC --client ada           | convoy: ID must be 8 to 40 lower-case letters",
                "fetch-result transaction-1 --client ada --parallel 65 | convoy: --parallel must be from 1 to 64, is 65",
            })
    void what_cannot_start_is_one_line_and_exit_code_2(String arguments, String line) {
        Run run = Run.of(arguments.split(" +"));

        assertThat(run.err()).startsWith(line).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private record Run(int exitCode, String out, String err) {

        static Run of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine line =
                    ResultCommands.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int exitCode = line.execute(arguments);
            return new Run(exitCode, out.toString(), err.toString());
        }
    }
}
