package dev.convoy.benchmarks.bigresult;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.convoy.benchmarks.report.Report;
import dev.convoy.results.cli.ByteSize;
import dev.convoy.runtime.stack.LocalStack;
import dev.convoy.runtime.stack.RunningApp;
import dev.convoy.runtime.stack.StackSettings;
import dev.convoy.runtime.stack.TemporaryFolder;
import dev.convoy.runtime.stack.WorkPlace;
import dev.convoy.runtime.stack.WorkerOptions;
import dev.convoy.runtime.stack.console.ConsoleLogging;
import dev.convoy.runtime.stack.console.LogFile;
import dev.convoy.runtime.stack.description.StackDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Big results beside a plain client, on the same staged chunks, in the same Azurite, in one run. */
@Command(
        name = "./convoy bench big-result",
        sortOptions = false,
        description = "How fast big results are put together.")
public final class BigResultBenchmark implements Callable<Integer> {

    private static final String PLAIN = "plain";
    private static final String PLAIN_SMALL = "plain-small";
    /** Inline chunks that the app has under way at most. */
    private static final int MOST_INLINE = 16;

    private static final String WARM_UP_SIZE = "16MB";

    @Option(names = "--size", converter = ByteSize.Converter.class, description = "All chunks together (default: 1GB).")
    private ByteSize size = ByteSize.of("1GB");

    @Option(names = "--chunk-size", converter = ByteSize.Converter.class, description = "One chunk (default: 250MB).")
    private ByteSize chunkSize = ByteSize.of("250MB");

    @Option(names = "--series", description = "Number of series (default: 4).")
    private int series = 4;

    @Option(names = "--concurrency", description = "Chunks, or the plain client's blocks, under way (default: 4).")
    private int concurrency = 4;

    @Option(
            names = "--sample",
            converter = ByteSize.Converter.class,
            description = "What the plain client copies, each way (default: 1GB, at most the size).")
    private ByteSize sample = ByteSize.of("1GB");

    @Option(names = "--heap", description = "-Xmx of the apps' JVMs (default: 256m).")
    private String heap = "256m";

    @Option(names = "--transfer", description = "auto, copy or stream (default: auto).")
    private String transfer = "auto";

    @Option(names = "--small", description = "Number of small chunks; 0 leaves them out (default: 5000).")
    private int small = 5_000;

    @Option(names = "--only-small", description = "Only the small chunks.")
    private boolean onlySmall;

    @Option(names = "--skip-reading", description = "Checks digests only, and does not read the result.")
    private boolean skipReading;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    private final Report report = new Report("big-result", Clock.systemUTC().instant());

    BigResultBenchmark() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BigResultBenchmark())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("convoy: " + failure.getMessage());
                    if (Boolean.getBoolean("convoy.stacktrace")) {
                        failure.printStackTrace(command.getErr());
                    }
                    return failure instanceof IllegalArgumentException ? 2 : 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        WorkPlace place = WorkPlace.current();
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                LogFile log = LogFile.create(place.work().resolve("logs"), "bench-big-result")) {
            DiskSpace.forRun(onlySmall ? 0 : size.bytes(), Math.min(sample.bytes(), size.bytes()))
                    .check(data.path());
            ConsoleLogging.install(log);
            AppMeter meter = new AppMeter(data.path());
            try (LocalStack stack = LocalStack.start(settings(place, data.path(), meter, log))) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(stack, data), "throw-away"));
                run(stack, meter);
            }
        }
        report.write(place.home().resolve("benchmarks/target/reports"));
        return 0;
    }

    /** On Ctrl-C nothing else would. */
    private static void throwAway(LocalStack stack, TemporaryFolder data) {
        stack.close();
        data.close();
    }

    private void run(LocalStack stack, AppMeter meter) throws IOException, InterruptedException {
        BlobServiceAsyncClient account = new BlobServiceClientBuilder()
                .connectionString(stack.blob())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildAsyncClient();
        long process = stack.app("functions").workerProcessId();
        warmUp(stack, account);
        double ratio = onlySmall ? Double.NaN : large(stack, account);
        if (small > 0) {
            plainSmall(account);
            SmallChunks chunks = new SmallChunks(stack, report);
            chunks.throughput(small);
            chunks.notification(5);
        }
        memory(stack.app("functions"), process, meter);
        if (!onlySmall) {
            System.out.printf(Locale.ROOT, "ratio %.2f%n", ratio);
        }
    }

    private void warmUp(LocalStack stack, BlobServiceAsyncClient account) throws IOException, InterruptedException {
        Workload workload = new Workload(ByteSize.of(WARM_UP_SIZE).bytes(), 1 << 20, 2);
        try (OurTransfer warmUp = new OurTransfer(stack)) {
            warmUp.stage(account, workload);
            warmUp.run(workload);
        }
    }

    private double large(LocalStack stack, BlobServiceAsyncClient account) throws IOException, InterruptedException {
        Workload workload = new Workload(size.bytes(), chunkSize.bytes(), series);
        try (OurTransfer ours = new OurTransfer(stack)) {
            long start = System.nanoTime();
            ours.stage(account, workload);
            rate("uploading to staging", size.bytes(), Duration.ofNanos(System.nanoTime() - start));
            double plain = plain(account, ours.chunks());
            double rate = rate("ours, all staged to committed and told", size.bytes(), ours.run(workload));
            new Verification(ours.api(), ours.id(), ours.chunks()).run(!skipReading);
            System.out.println(
                    skipReading ? "  digests and lengths are right" : "  every byte was read and is what was staged");
            return rate / plain;
        }
    }

    /** Both ways of the plain client; the answer is the one that streams. */
    private double plain(BlobServiceAsyncClient account, List<StagedChunk> chunks) {
        List<StagedChunk> some = new ArrayList<>();
        long bytes = 0;
        for (StagedChunk chunk : chunks) {
            if (bytes < sample.bytes()) {
                some.add(chunk);
                bytes += chunk.lengthBytes();
            }
        }
        PlainClient client = new PlainClient(
                Objects.requireNonNull(account.createBlobContainer(PLAIN).block()), concurrency);
        double streamed = rate("plain client, through itself", bytes, client.throughThisProcess(some));
        rate("plain client, block from URL", bytes, client.fromUrl(some));
        account.deleteBlobContainer(PLAIN).block();
        return streamed;
    }

    /** What the storage service takes of blocks as small as chunks in messages, with as many under way as the app has. */
    private void plainSmall(BlobServiceAsyncClient account) {
        PlainClient client = new PlainClient(
                Objects.requireNonNull(account.createBlobContainer(PLAIN_SMALL).block()), MOST_INLINE);
        Duration took = client.fromMemory(small, new byte[SmallChunks.CHUNK_BYTES]);
        report.figure("plain client, blocks of 64 KB from memory", small / (took.toNanos() / 1e9), "blocks/s");
        account.deleteBlobContainer(PLAIN_SMALL).block();
    }

    private double rate(String what, long bytes, Duration took) {
        double rate = bytes / (double) (1 << 20) / (took.toNanos() / 1e9);
        report.figure(what, rate, "MiB/s");
        return rate;
    }

    private void memory(RunningApp app, long process, AppMeter meter) throws IOException {
        if (app.workerProcessId() != process) {
            throw new IllegalStateException("the functions app was restarted during the run");
        }
        report.figure("functions app, peak heap before a collection", meter.peakHeapMebibytes(process), "MiB");
        report.figure("functions app, peak heap after a collection", meter.peakLiveMebibytes(process), "MiB");
        report.figure("functions app, peak RSS", AppMeter.peakResidentMebibytes(process), "MiB");
    }

    private StackSettings settings(WorkPlace place, Path data, AppMeter meter, LogFile log) {
        StackDescription read = StackDescription.read(place.stackFile());
        Map<String, String> appSettings = new HashMap<>(read.settings());
        appSettings.put("ResultConcurrentChunks", Integer.toString(concurrency));
        appSettings.put("ResultTransfer", transfer);
        StackDescription description = new StackDescription(
                read.serviceBusConfig(), read.cosmos(), read.offlineProviders(), appSettings, read.apps());
        List<String> options = new ArrayList<>(WorkerOptions.defaults());
        options.add("-Xmx" + heap);
        options.addAll(meter.jvmOptions());
        return StackSettings.defaults(description, place.work())
                .withDataDirectory(Optional.of(data))
                .withFreePorts()
                .withWorkerOptions(options)
                .withLog(log);
    }
}
