package dev.convoy.results.cli;

import dev.convoy.contracts.bigresult.Manifest;
import dev.convoy.contracts.id.TransactionId;
import dev.convoy.results.api.ResultsApi;
import dev.convoy.results.read.ReadListener;
import dev.convoy.results.read.ResultReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a completed result and checks every chunk against the manifest's digests. */
@Command(
        name = "fetch-result",
        sortOptions = false,
        description = {
            "Downloads a completed result, each series into a file of its name, and checks",
            "every chunk against the manifest's digests. Interrupted, the same command",
            "goes on where it stopped."
        })
final class FetchResultCommand implements Callable<Integer> {

    private static final int MOST_PARALLEL = 64;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Id of the transaction.")
    private String transaction = "";

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--into", paramLabel = "DIR", description = "Where files go (default: a folder named as the ID).")
    private @Nullable Path into;

    @Option(names = "--series", paramLabel = "NAME", description = "Only this series; repeatable (default: all).")
    private List<String> only = List.of();

    @Option(names = "--parallel", paramLabel = "N", description = "Chunks under way at a time (default: 4).")
    private int parallel = 4;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new IllegalArgumentException("--parallel must be from 1 to " + MOST_PARALLEL + ", is " + parallel);
        }
        TransactionId id = ServiceOptions.named("ID", () -> new TransactionId(transaction));
        Path folder = into == null ? Path.of(id.value()) : into;
        try (ResultsApi api = new ResultsApi(service.endpoint(), service.client(), service.patience())) {
            ResultReader reader = new ResultReader(api, parallel);
            for (Manifest.Series series : wanted(reader.manifest(id))) {
                Console console = new Console(out, series);
                Path file = reader.read(id, series, folder, console);
                console.end();
                out.println(file + " " + new ByteSize(series.lengthBytes()) + ", " + series.totalCount()
                        + " chunks verified");
                out.flush();
            }
        }
        return 0;
    }

    private List<Manifest.Series> wanted(Manifest manifest) {
        List<String> known =
                manifest.series().stream().map(series -> series.name().value()).toList();
        only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "--series " + name + " is not in the result, which has " + String.join(", ", known));
        });
        return manifest.series().stream()
                .filter(series -> only.isEmpty() || only.contains(series.name().value()))
                .toList();
    }

    /** Shows how a series comes. */
    private static final class Console implements ReadListener {

        private final ProgressBar bar;

        Console(PrintWriter out, Manifest.Series series) {
            bar = new ProgressBar(
                    out, Boolean.getBoolean("convoy.terminal"), series.lengthBytes(), 0, System::nanoTime);
        }

        @Override
        public void progressed(long bytes) {
            bar.add(bytes);
        }

        void end() {
            bar.end();
        }
    }
}
