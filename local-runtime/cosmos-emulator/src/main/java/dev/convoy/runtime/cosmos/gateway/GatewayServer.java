package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.ChangeLog;
import dev.convoy.runtime.cosmos.fault.Faults;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The listening sockets and the threads behind them. Started and closed once. */
public final class GatewayServer implements AutoCloseable {

    /** Longest request body: a batch of 2 MB, with room for what JSON adds. */
    private static final int MAX_BODY = 8 << 20;

    private static final int MAX_HEADER = 64 << 10;
    private static final int MAX_QUEUED = 10_000;

    private final Router router;
    private final Outlet outlet;
    private final Admission admission;
    private final Clock clock;
    private final NioEventLoopGroup network;
    private final ThreadPoolExecutor workers;
    private final List<Channel> channels = new ArrayList<>();

    /**
     * A server that does not listen yet.
     *
     * @param log where the account's changes are kept
     * @param masterKey that requests must be signed with; empty lets everyone in
     * @param strict whether containers have a budget of request units
     */
    public GatewayServer(
            Account account, ChangeLog log, Clock clock, Optional<String> masterKey, boolean strict, Faults faults) {
        this.router = new Router(account);
        this.outlet = new Outlet(log);
        this.admission = new Admission(
                masterKey.map(Authorizer::new),
                strict ? Optional.of(new ThroughputBudget(account)) : Optional.empty(),
                faults);
        this.clock = clock;
        int processors = Runtime.getRuntime().availableProcessors();
        this.network = new NioEventLoopGroup(processors, daemons("cosmos-network"));
        int threads = Math.max(2, processors);
        this.workers = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUEUED), daemons("cosmos-worker"));
    }

    /**
     * Listens for plain HTTP.
     *
     * @return the port, which is a free one if 0 was asked for
     * @throws IllegalArgumentException naming the setting, if the port is taken
     */
    public int listen(String host, int port) {
        return bind(host, port, "port", pipeline(null));
    }

    /**
     * Listens for HTTPS.
     *
     * @param certificates the directory the certificate is kept in
     * @return the port, which is a free one if 0 was asked for
     * @throws IllegalArgumentException naming the setting, if the port is taken
     */
    public int listenTls(String host, int port, Path certificates) {
        try {
            SslContext context = SslContextBuilder.forServer(
                            Certificate.in(certificates).keys())
                    .build();
            return bind(host, port, "tlsPort", pipeline(context));
        } catch (SSLException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    private ChannelInitializer<SocketChannel> pipeline(@Nullable SslContext tls) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (tls != null) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
                channel.pipeline()
                        .addLast(new HttpRequestDecoder(4096, MAX_HEADER, 8192))
                        .addLast(new HttpResponseEncoder())
                        .addLast(new HttpObjectAggregator(MAX_BODY))
                        .addLast(new GatewayHandler(router, outlet, admission, workers, clock, tls != null));
            }
        };
    }

    @Override
    public void close() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        workers.shutdown();
        boolean interrupted = false;
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            workers.shutdownNow();
        }
        network.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int bind(String host, int port, String setting, ChannelInitializer<SocketChannel> pipeline) {
        try {
            Channel channel = new ServerBootstrap()
                    .group(network)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 1024)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(pipeline)
                    .bind(host, port)
                    .syncUninterruptibly()
                    .channel();
            channels.add(channel);
            return ((InetSocketAddress) channel.localAddress()).getPort();
        } catch (Exception failed) {
            if (failed instanceof BindException) {
                throw new IllegalArgumentException(
                        "cosmos " + setting + " " + host + ":" + port + " is taken: " + failed.getMessage(), failed);
            }
            throw failed;
        }
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
