package dev.convoy.runtime.stack.cli;

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

class ConvoyCommandTest {

    private static final Path HELP_TEXTS = Path.of("../../docs/cli");

    @ParameterizedTest
    @ValueSource(strings = {"up", "emulator", "emulator servicebus", "emulator cosmos", "emulator durable"})
    void the_committed_help_text_is_what_the_command_prints(String command) throws IOException {
        Path committed = HELP_TEXTS.resolve(command.replace(' ', '-') + ".txt");

        Run run = Run.of((command + " --help").split(" "));

        assertThat(run.out()).isEqualTo(Files.readString(committed));
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --prot                    | convoy: Unknown option: '--prot' (see ./convoy up --help)",
                "up --port nonsense=1         | convoy: port nonsense=1: there is no part of that name, only ",
                "up --port cosmos=70000       | convoy: port cosmos=70000: is not a port (0 to 65535)",
                "up --in-memory --data x      | convoy: --in-memory keeps no state: it does not go with --data or --fresh",
                "up --stack nowhere.json      | convoy: ",
                "emulator                     | convoy: emulator needs a name: servicebus, cosmos or durable",
                "emulator cosmos --port x     | convoy: Invalid value for option '--port': 'x' is not an int",
            })
    void what_cannot_start_is_one_line_and_exit_code_2(String arguments, String line) {
        Run run = Run.of(arguments.split(" "));

        assertThat(run.err()).startsWith(line).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private record Run(int exitCode, String out, String err) {

        static Run of(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine line = Convoy.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int exitCode = line.execute(arguments);
            return new Run(exitCode, out.toString(), err.toString());
        }
    }
}
