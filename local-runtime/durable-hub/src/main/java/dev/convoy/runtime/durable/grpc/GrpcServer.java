package dev.convoy.runtime.durable.grpc;

import dev.convoy.runtime.durable.engine.TaskHub;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The hub's gRPC server: a port, and beside it the same service without a socket. Start it once, close it once. */
public final class GrpcServer implements AutoCloseable {

    /** Largest message taken, in bytes: an orchestrator's answer may carry large payloads. */
    static final int MAX_MESSAGE_BYTES = 256 << 20;

    /** Clients of the Functions library open a channel per call and never close it. */
    private static final long IDLE_CONNECTION_SECONDS = 60;

    private static final long GRACE_MILLIS = 500;

    private final Server server;
    private final Server local;
    private final String localName;

    private GrpcServer(Server server, Server local, String localName) {
        this.server = server;
        this.local = local;
        this.localName = localName;
    }

    /**
     * Listens on the address; port 0 takes a free one.
     *
     * @throws IOException if the port is taken
     */
    public static GrpcServer start(TaskHub hub, String host, int port) throws IOException {
        Connections connections = new Connections();
        TaskHubService service = new TaskHubService(hub);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .directExecutor() // no call blocks: each only hands over to the hub's thread
                .addService(service)
                .addTransportFilter(connections)
                .intercept(connections)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxConnectionIdle(IDLE_CONNECTION_SECONDS, TimeUnit.SECONDS)
                .build()
                .start();
        String localName = "task-hub-" + UUID.randomUUID();
        Server local = InProcessServerBuilder.forName(localName)
                .directExecutor()
                .addService(service)
                .addTransportFilter(connections)
                .intercept(connections)
                .build()
                .start();
        return new GrpcServer(server, local, localName);
    }

    /** A channel to this server within this JVM: messages are handed over as they are. The caller closes it. */
    public ManagedChannel localChannel() {
        return InProcessChannelBuilder.forName(localName).directExecutor().build();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        local.shutdownNow();
        server.shutdownNow();
        try {
            server.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
