package dev.convoy.results.cli;

import dev.convoy.contracts.bigresult.ResultProblem;
import dev.convoy.contracts.bigresult.ResultStatus;
import dev.convoy.contracts.bigresult.SeriesName;
import dev.convoy.contracts.bigresult.TimeLimits;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.send.ResultSender;
import dev.convoy.results.send.SendListener;
import dev.convoy.results.send.SendOutcome;
import dev.convoy.results.send.SendRequest;
import dev.convoy.results.send.SeriesInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends files as the series of one result and waits until it is put together. */
@Command(
        name = "send-result",
        sortOptions = false,
        description = {
            "Sends files as the series of one big result and waits until it is put together.",
            "Interrupted, the same command goes on where it stopped."
        })
final class SendResultCommand implements Callable<Integer> {

    private static final String LOCAL_BUS =
            "Endpoint=sb://localhost:5672;SharedAccessKeyName=RootManageSharedAccessKey;"
                    + "SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "[NAME=]FILE",
            arity = "1..*",
            description = {
                "Files to send, each a series; - is standard input.",
                "The series is called as the file unless named."
            })
    private List<String> files = List.of();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--service-bus",
            paramLabel = "CONNECTION",
            description = {
                "Connection string of the namespace (default:",
                "$CONVOY_SERVICE_BUS, or that of ./convoy up)."
            })
    private @Nullable String serviceBus;

    @Option(
            names = "--chunk-size",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = {"Length of a chunk (default: 250MB); KB, MB and GB", "are powers of 1,024."})
    private ByteSize chunkSize = ByteSize.of("250MB");

    @Option(names = "--parallel", paramLabel = "N", description = "Blocks of 8 MB under way at a time (default: 4).")
    private int parallel = 4;

    @Option(names = "--shuffle", description = "Sends the chunks of all files in a random order.")
    private boolean shuffle;

    @Option(names = "--header-last", description = "Says only at the end how many chunks there are.")
    private boolean headerLast;

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            description = {"How long the service waits for all of it, such as", "PT2H (default: its own)."})
    private @Nullable Duration within;

    @Option(names = "--transaction", paramLabel = "ID", description = "Id of the transaction (default: a new one).")
    private @Nullable String transaction;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = {
                "Where it is kept what was uploaded, to go on after",
                "a crash (default: in ~/.convoy/sends, one per send;",
                "deleted at the end)."
            })
    private @Nullable Path journal;

    @Option(names = "--no-wait", description = "Ends when everything is sent.")
    private boolean noWait;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        List<SeriesInput> series =
                files.stream().map(text -> Inputs.series(text, System.in)).toList();
        Path kept = journal == null ? Inputs.usualJournal(service, files, chunkSize.bytes()) : journal;
        SendRequest request = request(series, kept);
        Console console = new Console(out);
        ResultSender sender = new ResultSender(service.endpoint(), bus(), service.patience(), Clock.systemUTC());
        SendOutcome outcome = noWait ? sender.sendOnly(request, console) : sender.send(request, console);
        return told(out, outcome, kept);
    }

    private SendRequest request(List<SeriesInput> series, Path kept) throws IOException {
        String told = transaction;
        TransactionId id = told == null
                ? Inputs.transaction(kept)
                : ServiceOptions.named("--transaction", () -> new TransactionId(told));
        SendRequest request = SendRequest.of(id, service.client(), series, chunkSize.bytes())
                .withParallel(parallel)
                .withShuffle(shuffle ? OptionalLong.of(System.nanoTime()) : OptionalLong.empty())
                .withHeaderLast(headerLast)
                .withJournal(kept);
        return within == null
                ? request
                : request.withLimits(ServiceOptions.named("--within:", () -> new TimeLimits(within, null, null)));
    }

    private String bus() {
        String told = serviceBus == null ? System.getenv("CONVOY_SERVICE_BUS") : serviceBus;
        return told == null ? LOCAL_BUS : told;
    }

    private int told(PrintWriter out, SendOutcome outcome, Path kept) throws IOException {
        String problem = outcome.problem()
                .map(ResultProblem::detail)
                .map(detail -> ": " + detail)
                .orElse("");
        out.println(outcome.transactionId() + " " + outcome.status() + ", " + outcome.chunks() + " chunks" + problem);
        out.flush();
        boolean good = outcome.status() == ResultStatus.Completed
                || (noWait && !outcome.status().isFinal());
        if (outcome.status().isFinal()) {
            Files.deleteIfExists(kept);
        }
        return good ? 0 : ResultCommands.FAILED;
    }

    /** Tells a person how it goes. */
    private static final class Console implements SendListener {

        private final PrintWriter out;
        private volatile @Nullable ProgressBar bar;

        Console(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void opened(TransactionId transactionId, long totalBytes, long receivedBytes) {
            out.println("transaction " + transactionId);
            bar = new ProgressBar(
                    out, Boolean.getBoolean("convoy.terminal"), totalBytes, receivedBytes, System::nanoTime);
        }

        @Override
        public void progressed(long bytes) {
            ProgressBar shown = bar;
            if (shown != null) {
                shown.add(bytes);
            }
        }

        @Override
        public void allSent(long chunks) {
            ProgressBar shown = bar;
            if (shown != null) {
                shown.end();
            }
            out.println(chunks + " chunks sent, waiting for the end");
            out.flush();
        }

        @Override
        public void refused(ResultProblem problem) {
            SeriesName series = problem.series();
            String what = series == null ? "a message" : "chunk " + problem.ordinal() + " of " + series;
            out.println(what + " was refused, " + problem.error() + ": " + problem.detail());
            out.flush();
        }
    }
}
