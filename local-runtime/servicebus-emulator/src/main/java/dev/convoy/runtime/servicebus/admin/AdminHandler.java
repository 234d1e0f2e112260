package dev.convoy.runtime.servicebus.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP requests into {@link AdminRequest}s and back. Confined to the broker's thread. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

    private final AdminRoutes routes;

    AdminHandler(AdminRoutes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        AdminResponse answer = answer(request);
        byte[] body = answer.body().getBytes(UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = ctx.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private AdminResponse answer(FullHttpRequest request) {
        try {
            QueryStringDecoder uri = new QueryStringDecoder(request.uri());
            Map<String, String> query = new HashMap<>();
            uri.parameters().forEach((name, values) -> query.put(name, values.getFirst()));
            Map<String, String> headers = new HashMap<>();
            List<Map.Entry<String, String>> entries = request.headers().entries();
            entries.forEach(entry -> headers.put(entry.getKey().toLowerCase(java.util.Locale.ROOT), entry.getValue()));
            return routes.answer(new AdminRequest(
                    request.method().name(),
                    uri.path(),
                    query,
                    headers,
                    request.content().toString(UTF_8)));
        } catch (IllegalArgumentException e) {
            return AdminResponse.problem(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).addKeyValue("uri", request.uri()).log("An administration request failed");
            return AdminResponse.problem(500, bug.toString());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atWarn().setCause(cause).log("An administration connection failed");
        }
        ctx.close().addListener(closed -> LOG.atTrace().log("An administration connection is closed"));
    }
}
