package dev.convoy.runtime.host.trigger.http;

import dev.convoy.runtime.host.log.HostLog;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One connection: one request at a time, in order. While one is being answered a pipelined one waits and no more are read. Confined to
 * the connection's event loop.
 */
final class HttpConversation extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final HttpServer server;
    private final HostLog log;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean answering;

    HttpConversation(HttpServer server, HostLog log) {
        this.server = server;
        this.log = log;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (answering) {
            waiting.add(request.retain());
            context.channel().config().setAutoRead(false);
        } else {
            handle(context, request);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (!(failure instanceof IOException)) {
            log.warn("A connection failed: " + failure);
        }
        var unused = context.close();
    }

    private void handle(ChannelHandlerContext context, FullHttpRequest request) {
        answering = true;
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        boolean head = request.method().equals(HttpMethod.HEAD);
        var unused = answer(request)
                .exceptionally(bug -> {
                    log.error("The host failed on a request: " + bug);
                    return Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the host failed on this request");
                })
                .thenAccept(response -> write(context, response, keepAlive, head));
    }

    private void next(ChannelHandlerContext context) {
        answering = false;
        FullHttpRequest request = waiting.poll();
        if (request == null) {
            context.channel().config().setAutoRead(true);
            return;
        }
        try {
            handle(context, request);
        } finally {
            request.release();
        }
    }

    private CompletableFuture<FullHttpResponse> answer(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return CompletableFuture.completedFuture(Problem.of(
                    HttpResponseStatus.BAD_REQUEST,
                    "the request cannot be read: "
                            + request.decoderResult().cause().getMessage()));
        }
        try {
            String path = new QueryStringDecoder(request.uri()).path();
            for (Endpoint endpoint : server.endpoints()) {
                Optional<CompletableFuture<FullHttpResponse>> answer = endpoint.answer(request, path);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (IllegalArgumentException unreadable) {
            return CompletableFuture.completedFuture(Problem.of(
                    HttpResponseStatus.BAD_REQUEST, "the request cannot be read: " + unreadable.getMessage()));
        }
        return CompletableFuture.completedFuture(
                Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE, "the app is starting or stopping"));
    }

    private void write(ChannelHandlerContext context, FullHttpResponse response, boolean keepAlive, boolean head) {
        if (!response.status().equals(HttpResponseStatus.NO_CONTENT)) {
            response.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        }
        if (head) {
            response.content().clear();
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        if (keepAlive) {
            context.writeAndFlush(response).addListener(done -> next(context));
        } else {
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
