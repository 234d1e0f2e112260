package dev.convoy.systemtests.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BooksCommandsTest {

    private static final String NOBODY = "http://localhost:1";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop_listening() {
        System.setErr(before);
    }

    @Test
    void a_system_that_is_not_there_is_said_in_one_line() {
        assertThat(Verify.run("--url", NOBODY, "--patience", "PT0S")).isEqualTo(2);

        assertThat(said()).hasSize(1).first().asString().startsWith("convoy: GET /operations/orders was not answered");
    }

    @Test
    void a_bad_option_is_said_in_one_line() {
        assertThat(Verify.run("--url", "localhost")).isEqualTo(2);
        assertThat(Verify.run("--patience", "soon")).isEqualTo(2);
        assertThat(Replay.run("--subscription", "all")).isEqualTo(2);
        assertThat(Replay.run("--from", "noon", "--subscription", "all", "--url", NOBODY))
                .isEqualTo(2);
        assertThat(Replay.run("--from", "2026-03-02", "--to", "2026-03-01", "--subscription", "all", "--url", NOBODY))
                .isEqualTo(2);

        assertThat(DeadLetters.run("burn", "--url", NOBODY)).isEqualTo(2);
        assertThat(DeadLetters.run("show", "--url", NOBODY)).isEqualTo(2);
        assertThat(DeadLetters.run("discard", "--entity", "parked-messages", "1", "--url", NOBODY))
                .isEqualTo(2);

        assertThat(said())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("convoy: --url must be http://host:port, not localhost"),
                        line -> assertThat(line).startsWith("convoy: ").contains("--patience", "soon"),
                        line -> assertThat(line).startsWith("convoy: ").contains("--from"),
                        line -> assertThat(line)
                                .startsWith("convoy: --from must be a UTC time")
                                .contains("noon"),
                        line -> assertThat(line).isEqualTo("convoy: --from must be before --to"),
                        line -> assertThat(line).startsWith("convoy: unknown burn: list, show, resubmit"),
                        line -> assertThat(line).startsWith("convoy: name the message by its sequence"),
                        line -> assertThat(line).startsWith("convoy: --note must say why"));
    }

    @Test
    void the_help_texts_name_every_option() throws IOException {
        assertThat(Files.readString(Path.of("../docs/cli/verify.txt"))).contains(options(new Verify()));
        assertThat(Files.readString(Path.of("../docs/cli/replay.txt"))).contains(options(new Replay()));
        assertThat(Files.readString(Path.of("../docs/cli/dead-letters.txt"))).contains(options(new DeadLetters()));
    }

    private static List<String> options(Object command) {
        return new CommandLine(command)
                .getCommandSpec().options().stream()
                        .map(option -> "  " + option.longestName())
                        .toList();
    }

    private List<String> said() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
