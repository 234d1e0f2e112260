package dev.convoy.systemtests.books;

import dev.convoy.systemtests.client.OrdersClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./convoy verify}: whether the books of a running system balance. Its help text is {@code docs/cli/verify.txt}. */
@Command(name = "verify")
public final class Verify implements Callable<Integer> {

    @Mixin
    private SystemOptions system = new SystemOptions();

    @Option(names = "--patience", paramLabel = "DURATION", description = "how long to wait for what is under way")
    private Duration patience = Duration.ofSeconds(30);

    @Option(names = "--at-rest", description = "what is under way then is a failure")
    private boolean atRest;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return Cli.run(new Verify(), arguments);
    }

    @Override
    public Integer call() {
        try (OrdersClient api = system.client()) {
            Findings findings = new BooksClient(api, system.key()).check(patience);
            findings.lines().forEach(line -> System.out.println("verify: " + line));
            return findings.balance() && (findings.atRest() || !atRest) ? Cli.DONE : Cli.FAILED;
        }
    }
}
