package dev.convoy.runtime.cosmos.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its way back: the connection it came on, its activity id, and when it was whole.
 *
 * @param begunNanos by the JVM's own clock, for the duration that the answer tells
 */
record Exchange(ChannelHandlerContext context, String activity, boolean keepAlive, long begunNanos) {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final AsciiString ACTIVITY_ID = AsciiString.cached(Headers.ACTIVITY_ID);
    private static final AsciiString REQUEST_CHARGE = AsciiString.cached(Headers.REQUEST_CHARGE);
    private static final AsciiString DURATION = AsciiString.cached(Headers.DURATION);
    private static final AsciiString SERVICE_VERSION = AsciiString.cached("x-ms-serviceversion");
    private static final AsciiString SERVICE_VERSION_VALUE = AsciiString.cached("version=2.14.0.0");
    private static final AsciiString GATEWAY_VERSION = AsciiString.cached("x-ms-gatewayversion");
    private static final AsciiString GATEWAY_VERSION_VALUE = AsciiString.cached("version=2.14.0");
    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final double NANOS_PER_MILLI = 1e6;

    static Exchange of(ChannelHandlerContext context, FullHttpRequest request) {
        String activity = request.headers().get(Headers.ACTIVITY_ID);
        return new Exchange(
                context,
                activity == null ? UUID.randomUUID().toString() : activity,
                HttpUtil.isKeepAlive(request),
                System.nanoTime());
    }

    void send(GatewayResponse answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        HttpHeaders headers = response.headers();
        List<String> pairs = answer.headers();
        for (int i = 0; i < pairs.size(); i += 2) {
            headers.add(pairs.get(i), pairs.get(i + 1));
        }
        headers.add(REQUEST_CHARGE, Double.toString(answer.charge()));
        headers.add(ACTIVITY_ID, activity);
        headers.add(SERVICE_VERSION, SERVICE_VERSION_VALUE);
        headers.add(GATEWAY_VERSION, GATEWAY_VERSION_VALUE);
        headers.add(DURATION, millis(System.nanoTime() - begunNanos));
        headers.add(HttpHeaderNames.CONTENT_TYPE, JSON);
        if (answer.status() != 304 && answer.status() != 204) {
            headers.add(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
        }
        if (keepAlive) {
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        } else {
            headers.set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void sendAfter(Duration delay, GatewayResponse answer) {
        context.executor()
                .schedule(() -> send(answer), delay.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(late -> {
                    if (!late.isSuccess()) {
                        LOG.atDebug().setCause(late.cause()).log("A delayed answer was not sent");
                    }
                });
    }

    /** Has something done later on the connection's thread. */
    ScheduledFuture<?> after(Duration delay, Runnable deed) {
        return context.executor().schedule(deed, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** With three decimals, as the service tells it. */
    private static String millis(long nanos) {
        return Double.toString(Math.round(nanos * 1000 / NANOS_PER_MILLI) / 1000.0);
    }
}
