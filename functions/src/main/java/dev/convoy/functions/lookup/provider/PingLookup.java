package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import dev.convoy.contracts.lookup.LookupTarget;
import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.topology.Entities;
import dev.convoy.contracts.topology.LookupServiceSpec;
import dev.convoy.functions.lookup.worker.Finding;
import dev.convoy.functions.lookup.worker.LookupQueue;
import dev.convoy.functions.lookup.worker.ProviderException;
import dev.convoy.functions.lookup.worker.ServiceLookup;
import inet.ipaddr.IPAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How far a target is: four TCP connections in parallel, directly or through a SOCKS proxy. A refused connection is an answer too, since
 * somebody refused. All lost is a finding, not a failure.
 */
public final class PingLookup implements ServiceLookup, AutoCloseable {

    private static final String NAME = "ping";
    private static final ServiceName SERVICE = new ServiceName(NAME);

    private static final int PROBES = 4;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LookupQueue queue;
    private final Resolver resolver;
    private final ProviderGuard guard;
    private final Proxy proxy;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Probes {@code pingPort}, through {@code proxy} if the tools' settings name one. */
    public PingLookup(ProviderTools tools) {
        this.queue = tools.queue(SERVICE);
        this.resolver = tools.resolver();
        this.guard = tools.guard(SERVICE, ProviderTools.PROBE_TIMEOUT);
        this.proxy = tools.proxy();
        this.port = tools.settings().pingPort();
    }

    @FunctionName("LookupPing")
    public void run(
            @ServiceBusQueueTrigger(
                            name = "message",
                            queueName = LookupServiceSpec.QUEUE_PREFIX + NAME,
                            connection = Entities.SERVICE_BUS_CONNECTION)
                    String message,
            @BindingName("MessageId") String messageId,
            @BindingName("ApplicationProperties") String applicationProperties) {
        queue.accept(this, message, messageId, applicationProperties);
    }

    @Override
    public ServiceName service() {
        return SERVICE;
    }

    @Override
    public Duration freshFor() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Finding find(LookupTarget target) {
        IPAddress address = resolver.permittedAddresses(target).getFirst();
        return guard.call(() -> new Finding.Found(summary(address, probe(address))));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private List<Long> probe(IPAddress address) {
        List<Future<Optional<Long>>> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(threads.submit(() -> roundTripNanos(address)));
        }
        List<Long> answered = new ArrayList<>();
        probes.forEach(probe -> result(probe).ifPresent(answered::add));
        return answered;
    }

    private Optional<Long> roundTripNanos(IPAddress address) {
        long started = System.nanoTime();
        try (Socket socket = new Socket(proxy)) {
            socket.connect(
                    new InetSocketAddress(address.toInetAddress(), port), (int) ProviderTools.PROBE_TIMEOUT.toMillis());
            return Optional.of(System.nanoTime() - started);
        } catch (ConnectException refused) {
            boolean byTarget = proxy.equals(Proxy.NO_PROXY)
                    && String.valueOf(refused.getMessage()).contains("refused");
            return byTarget ? Optional.of(System.nanoTime() - started) : Optional.empty();
        } catch (IOException lost) {
            return Optional.empty();
        }
    }

    private static Optional<Long> result(Future<Optional<Long>> probe) {
        try {
            return probe.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderException.passing("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed in an unforeseen way", e);
        }
    }

    private static ObjectNode summary(IPAddress address, List<Long> nanos) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("address", address.toCanonicalString())
                .put("sent", PROBES)
                .put("received", nanos.size())
                .put("lossPercent", 100 * (PROBES - nanos.size()) / PROBES);
        if (!nanos.isEmpty()) {
            LongSummaryStatistics times =
                    nanos.stream().mapToLong(Long::longValue).summaryStatistics();
            data.put("minMillis", millis(times.getMin()));
            data.put("avgMillis", millis((long) times.getAverage()));
            data.put("maxMillis", millis(times.getMax()));
        }
        return data;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0;
    }
}
