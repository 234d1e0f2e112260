package dev.convoy.systemtests.books;

import dev.convoy.systemtests.client.OrdersClient;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./convoy replay}: publishes past events again. Its help text is {@code docs/cli/replay.txt}. */
@Command(name = "replay")
public final class Replay implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "the first events to replay")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "where to stop; now by default")
    private Optional<String> to = Optional.empty();

    @Option(names = "--subscription", required = true, paramLabel = "NAME", description = "who gets them")
    private String subscription = "";

    @Option(names = "--context", paramLabel = "NAME", description = "whose events; all three by default")
    private List<String> contexts = BooksClient.CONTEXTS;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Cli.run(new Replay(), arguments);
    }

    @Override
    public Integer call() {
        Instant first = time("--from", from);
        Instant end = to.map(text -> time("--to", text)).orElseGet(Instant::now);
        if (!first.isBefore(end)) {
            throw new ParameterException(command.commandLine(), "--from must be before --to");
        }
        try (OrdersClient api = system.client()) {
            BooksClient books = new BooksClient(api, system.key());
            int all = 0;
            for (String context : contexts) {
                int published = books.replay(context, first, end, subscription);
                System.out.println("replay: " + published + " events of " + context + " to " + subscription);
                all += published;
            }
            System.out.println("replay: " + all + " events from " + first + " to " + end);
            return Cli.DONE;
        }
    }

    private Instant time(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " must be a UTC time such as 2026-03-01T12:00:00Z, or a day such as 2026-03-01, not "
                            + text,
                    e);
        }
    }
}
