package dev.convoy.benchmarks.cosmos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The raw limit: Netty parses the same requests, bodies included, and answers what it was told, head and body as long as the emulator's.
 * It stores nothing and decides nothing.
 */
final class ParsingPeer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 8 << 20;

    private ParsingPeer() {}

    /** Takes the files with the answer to a read and to a create. */
    public static void main(String[] arguments) throws IOException {
        Constant read = Constant.from(Path.of(arguments[0]));
        Constant create = Constant.from(Path.of(arguments[1]));
        NioEventLoopGroup threads = new NioEventLoopGroup(Runtime.getRuntime().availableProcessors());
        Channel channel = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_BODY))
                                .addLast(new Handler(read, create));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        System.out.println("port " + ((InetSocketAddress) channel.localAddress()).getPort());
        while (System.in.read() >= 0) {
            // Ends with its standard input.
        }
        Runtime.getRuntime().halt(0);
    }

    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Constant read;
        private final Constant create;

        Handler(Constant read, Constant create) {
            this.read = read;
            this.create = create;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws IOException {
            boolean known = new QueryStringDecoder(request.uri()).path().startsWith("/");
            Constant answer = read;
            if (known && request.method().equals(HttpMethod.POST)) {
                JSON.readTree(ByteBufUtil.getBytes(request.content()));
                answer = create;
            }
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    answer.status(),
                    Unpooled.wrappedBuffer(answer.body()),
                    answer.headers().copy(),
                    new DefaultHttpHeaders());
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    /** An answer as the emulator gave it once. */
    private record Constant(HttpResponseStatus status, HttpHeaders headers, byte[] body) {

        static Constant from(Path file) throws IOException {
            byte[] recorded = Files.readAllBytes(file);
            String text = new String(recorded, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n");
            HttpHeaders headers = new DefaultHttpHeaders();
            for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
                int colon = line.indexOf(':');
                headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            HttpResponseStatus status = HttpResponseStatus.valueOf(Integer.parseInt(lines[0].substring(9, 12)));
            return new Constant(status, headers, Arrays.copyOfRange(recorded, end + 4, recorded.length));
        }
    }
}
