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

/**
 * The unmodified SDK's processor with sixteen concurrent calls, each message completed by the SDK when its handler returns. Each
 * processor has a queue to itself: the SDK lets go of its link some time after {@code close()} has returned, and what that link is given
 * until then stays locked.
 */
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
            int queue = 0;
            for (int prefetch : new int[] {0, 200}) {
                process(broker, BrokerMain.processorQueue(queue++), prefetch, WARM_UP);
                measure(broker, BrokerMain.processorQueue(queue++), prefetch);
            }
        }
    }

    private void measure(BrokerProcess broker, String queue, int prefetch) throws InterruptedException {
        Run run = process(broker, queue, prefetch, MEASURED);
        String what = "SDK processor, 16 calls, prefetch " + prefetch;
        report.figure(what, MEASURED / (run.took().toNanos() / 1e9), "msg/s");
        report.figure(what + ", the broker's CPU", run.brokerCpu().toNanos() / 1e3 / MEASURED, "us/msg");
        report.figure(what + ", the client's CPU", run.clientCpu().toNanos() / 1e3 / MEASURED, "us/msg");
    }

    private static Run process(BrokerProcess broker, String queue, int prefetch, int count)
            throws InterruptedException {
        Load.of(new Load.Place(broker.port(), queue), 4, 1024).send(count);
        CountDownLatch left = new CountDownLatch(count);
        try (ServiceBusProcessorClient processor = new ServiceBusClientBuilder()
                .connectionString(connectionString(broker))
                .processor()
                .queueName(queue)
                .maxConcurrentCalls(CALLS)
                .prefetchCount(prefetch)
                .processMessage(context -> left.countDown())
                .processError(error -> {
                    throw new IllegalStateException("the processor failed", error.getException());
                })
                .buildProcessorClient()) {
            Duration brokerBefore = broker.cpu();
            Duration clientBefore = ownCpu();
            long start = System.nanoTime();
            processor.start();
            if (!left.await(3, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not done after three minutes: " + left.getCount() + " to come");
            }
            return new Run(
                    Duration.ofNanos(System.nanoTime() - start),
                    broker.cpu().minus(brokerBefore),
                    ownCpu().minus(clientBefore));
        }
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String connectionString(BrokerProcess broker) {
        return "Endpoint=sb://localhost:" + broker.port()
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
    }

    /** How long one run took, and how much processor time of either side. */
    private record Run(Duration took, Duration brokerCpu, Duration clientCpu) {}
}
