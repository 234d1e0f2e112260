package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.log.HostLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The app's HTTP server. It listens from the start, so that its port is known, and answers once it has endpoints. */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;
    private static final int BACKLOG = 1_024;

    private final EventLoopGroup acceptor = new NioEventLoopGroup(1, new DefaultThreadFactory("http-accept", true));
    private final EventLoopGroup loops = new NioEventLoopGroup(0, new DefaultThreadFactory("http", true));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private volatile List<Endpoint> endpoints = List.of();

    private HttpServer(String host, int port, int maxBodyBytes, HostLog log) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                                .addLast(new HttpObjectAggregator(maxBodyBytes))
                                .addLast(new HttpConversation(HttpServer.this, log));
                    }
                });
        io.netty.channel.ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopLoops();
            throw new IOException("http port " + port + " on " + host + " is taken or not allowed", bound.cause());
        }
        listener = bound.channel();
    }

    /**
     * Listens; port 0 means any free one.
     *
     * @throws IOException if the port is taken
     */
    public static HttpServer listen(String host, int port, int maxBodyBytes, HostLog log) throws IOException {
        return new HttpServer(host, port, maxBodyBytes, log);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    void serve(List<Endpoint> newEndpoints) {
        endpoints = List.copyOf(newEndpoints);
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        stopLoops();
    }

    private void stopLoops() {
        var unusedAcceptor = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        var unusedLoops = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
