package dev.convoy.benchmarks.broker;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import dev.convoy.benchmarks.report.Report;
import dev.convoy.runtime.stack.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The unmodified SDK's processor with sixteen concurrent calls, each message completed by the SDK when its handler returns. */
final class ProcessorScenario {

    private static final int CALLS = 16;
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 150_000;

    private final Report report;

    ProcessorScenario(Report report) {
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        try (TemporaryFolder data = TemporaryFolder.create("convoy-bench");
                BrokerProcess broker =
                        BrokerProcess.start(BrokerKind.CONVOY, data.path(), List.of("-Xms1g", "-Xmx1g"))) {
            for (int prefetch : new int[] {0, 200}) {
                measure(broker, prefetch);
            }
        }
    }

    private void measure(BrokerProcess broker, int prefetch) throws InterruptedException {
        process(broker, prefetch, WARM_UP);
        Duration before = broker.cpu();
        Duration took = process(broker, prefetch, MEASURED);
        Duration cpu = broker.cpu().minus(before);
        String what = "SDK processor, 16 calls, prefetch " + prefetch;
        report.figure(what, MEASURED / (took.toNanos() / 1e9), "msg/s");
        report.figure(what + ", the broker's CPU", cpu.toNanos() / 1e3 / MEASURED, "us/msg");
    }

    private static Duration process(BrokerProcess broker, int prefetch, int count) throws InterruptedException {
        Load.of(broker, 4, 1024).send(count);
        CountDownLatch left = new CountDownLatch(count);
        try (ServiceBusProcessorClient processor = new ServiceBusClientBuilder()
                .connectionString(connectionString(broker))
                .processor()
                .queueName("q")
                .maxConcurrentCalls(CALLS)
                .prefetchCount(prefetch)
                .processMessage(context -> left.countDown())
                .processError(error -> {
                    throw new IllegalStateException("the processor failed", error.getException());
                })
                .buildProcessorClient()) {
            long start = System.nanoTime();
            processor.start();
            if (!left.await(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not done after three minutes: " + left.getCount() + " to come");
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static String connectionString(BrokerProcess broker) {
        return "Endpoint=sb://localhost:" + broker.port()
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
    }
}
