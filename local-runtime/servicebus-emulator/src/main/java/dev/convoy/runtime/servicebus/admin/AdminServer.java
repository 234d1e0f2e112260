package dev.convoy.runtime.servicebus.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;

/** The listening socket for administration over HTTP, on the broker's thread. */
public final class AdminServer implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private final Channel listening;

    private AdminServer(Channel listening) {
        this.listening = listening;
    }

    /** @throws IllegalArgumentException if the port is taken or the host is not this machine's */
    public static AdminServer start(String host, int port, EventLoopGroup group, AdminRoutes routes) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new AdminHandler(routes));
                    }
                });
        ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalArgumentException(
                    "adminPort: cannot listen for HTTP on " + host + ":" + port + " ("
                            + bound.cause().getMessage() + ")",
                    bound.cause());
        }
        return new AdminServer(bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
    }
}
