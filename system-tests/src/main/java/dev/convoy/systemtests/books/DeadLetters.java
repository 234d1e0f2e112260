package dev.convoy.systemtests.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.systemtests.client.OrdersClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./convoy dead-letters}: looks at messages that were given up, and repairs them. Its help text is {@code docs/cli/dead-letters.txt}. */
@Command(name = "dead-letters")
public final class DeadLetters implements Callable<Integer> {

    /** What can be done. */
    enum Deed {
        LIST,
        SHOW,
        RESUBMIT,
        DISCARD,
        HISTORY
    }

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Parameters(index = "0", paramLabel = "DEED")
    private String deed = "";

    @Parameters(index = "1..*", paramLabel = "SEQUENCE")
    private List<Long> sequences = new ArrayList<>();

    @Option(names = "--entity", paramLabel = "ENTITY", description = "where they lie")
    private Optional<String> entity = Optional.empty();

    @Option(names = "--all", description = "every message that lies there")
    private boolean all;

    @Option(names = "--note", paramLabel = "TEXT", description = "why, for the record")
    private Optional<String> note = Optional.empty();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Cli.run(new DeadLetters(), arguments);
    }

    @Override
    public Integer call() {
        Deed wanted = deed();
        try (OrdersClient api = system.client()) {
            BooksClient books = new BooksClient(api, system.key());
            switch (wanted) {
                case LIST -> list(books);
                case SHOW ->
                    numbers(books)
                            .forEach(n -> System.out.println(
                                    books.deadLetter(entity(), n).toPrettyString()));
                case RESUBMIT, DISCARD -> repair(books, wanted.name().toLowerCase(Locale.ROOT));
                case HISTORY -> books.repairs(entity()).forEach(System.out::println);
            }
            return Cli.DONE;
        }
    }

    private void list(BooksClient books) {
        if (entity.isEmpty()) {
            books.deadLetterPlaces()
                    .forEach(place -> System.out.printf(
                            Locale.ROOT,
                            "%6d%s  %s%n",
                            place.path("count").asInt(),
                            place.path("more").asBoolean() ? "+" : " ",
                            place.path("entity").asText()));
            return;
        }
        books.deadLetters(entity())
                .forEach(message -> System.out.printf(
                        Locale.ROOT,
                        "%6d  %s  %-24s from %s: %s%n",
                        message.path("sequence").asLong(),
                        message.path("enqueuedAt").asText(),
                        message.path("subject").asText(),
                        message.path("origin").asText(),
                        message.path("reason").asText()));
    }

    private void repair(BooksClient books, String what) {
        String why = note.orElseThrow(() -> wrong("--note must say why, for the record"));
        for (long number : numbers(books)) {
            books.repair(what, entity(), number, why);
            System.out.println("dead-letters: " + what + " " + number + " of " + entity());
        }
    }

    private List<Long> numbers(BooksClient books) {
        if (all) {
            return books.deadLetters(entity()).stream()
                    .map((JsonNode message) -> message.path("sequence").asLong())
                    .toList();
        }
        if (sequences.isEmpty()) {
            throw wrong("name the message by its sequence, as list shows it, or --all");
        }
        return sequences;
    }

    private String entity() {
        return entity.orElseThrow(() -> wrong("--entity must say where it lies; list shows where there are any"));
    }

    private Deed deed() {
        try {
            return Deed.valueOf(deed.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    command.commandLine(), "unknown " + deed + ": list, show, resubmit, discard or history", unknown);
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }
}
