package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: short requests are answered on its network thread, longer ones on the workers. */
final class GatewayHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);
    private static final int RETRY_WITH_MILLIS = 100;

    private final Router router;
    private final Admission admission;
    private final Executor workers;
    private final Clock clock;
    private final boolean tls;

    GatewayHandler(Router router, Admission admission, Executor workers, Clock clock, boolean tls) {
        this.router = router;
        this.admission = admission;
        this.workers = workers;
        this.clock = clock;
        this.tls = tls;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        GatewayRequest request;
        try {
            request = new GatewayRequest(
                    message.method().name(),
                    GatewayRequest.segments(message.uri()),
                    message.headers(),
                    ByteBufUtil.getBytes(message.content()),
                    clock.instant());
        } catch (IllegalArgumentException malformedPath) {
            send(
                    context,
                    GatewayResponse.of(Refusal.badRequest("The path is malformed: " + message.uri())),
                    "",
                    keepAlive);
            return;
        }
        String activity = activityOf(message.headers());
        if (Router.isShort(request)) {
            answer(context, request, activity, keepAlive);
            return;
        }
        try {
            workers.execute(() -> answer(context, request, activity, keepAlive));
        } catch (RejectedExecutionException full) {
            Refusal busy = new Refusal(503, 0, "The emulator's queue of requests is full.");
            send(
                    context,
                    GatewayResponse.of(busy).header(Headers.RETRY_AFTER, Integer.toString(RETRY_WITH_MILLIS)),
                    activity,
                    keepAlive);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.atDebug().setCause(cause).log("A client went away");
        } else {
            LOG.atWarn().setCause(cause).log("A connection failed and is closed");
        }
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    private void answer(ChannelHandlerContext context, GatewayRequest request, String activity, boolean keepAlive) {
        Admission.Answer answer = admission.answer(request, router, tls);
        if (answer.delay().isZero()) {
            send(context, answer.response(), activity, keepAlive);
        } else {
            context.executor()
                    .schedule(
                            () -> send(context, answer.response(), activity, keepAlive),
                            answer.delay().toMillis(),
                            TimeUnit.MILLISECONDS)
                    .addListener(late -> {
                        if (!late.isSuccess()) {
                            LOG.atDebug().setCause(late.cause()).log("A delayed answer was not sent");
                        }
                    });
        }
    }

    private static String activityOf(HttpHeaders headers) {
        String activity = headers.get(Headers.ACTIVITY_ID);
        return activity == null ? UUID.randomUUID().toString() : activity;
    }

    private static void send(
            ChannelHandlerContext context, GatewayResponse answer, String activity, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        HttpHeaders headers = response.headers();
        List<String> pairs = answer.headers();
        for (int i = 0; i < pairs.size(); i += 2) {
            headers.add(pairs.get(i), pairs.get(i + 1));
        }
        headers.set(Headers.REQUEST_CHARGE, Double.toString(answer.charge()));
        headers.set(Headers.ACTIVITY_ID, activity);
        headers.set("x-ms-serviceversion", "version=2.14.0.0");
        headers.set("x-ms-gatewayversion", "version=2.14.0");
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        if (answer.status() != 304 && answer.status() != 204) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        if (keepAlive) {
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        } else {
            headers.set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
