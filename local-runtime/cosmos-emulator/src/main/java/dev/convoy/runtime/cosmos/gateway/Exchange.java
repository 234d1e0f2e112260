package dev.convoy.runtime.cosmos.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its way back: the connection it came on, its activity id, and when it was whole.
 *
 * @param context of the encoder, so that what is written through it is on the wire as it is
 * @param begunNanos by the JVM's own clock, for the duration that the answer tells
 */
record Exchange(ChannelHandlerContext context, Outlet outlet, String activity, boolean keepAlive, long begunNanos) {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final double NANOS_PER_MILLI = 1e6;

    static Exchange of(ChannelHandlerContext context, Outlet outlet, FullHttpRequest request) {
        String activity = request.headers().get(Headers.ACTIVITY_ID);
        return new Exchange(
                context,
                outlet,
                activity == null ? UUID.randomUUID().toString() : activity,
                isKept(request),
                System.nanoTime());
    }

    /** Old clients and those that ask for heads only, whom nothing here serves, get their answer and are let go. */
    private static boolean isKept(FullHttpRequest request) {
        return HttpUtil.isKeepAlive(request)
                && request.protocolVersion().isKeepAliveDefault()
                && !request.method().equals(HttpMethod.HEAD);
    }

    void send(GatewayResponse answer) {
        outlet.send(this, answer);
    }

    /** Puts the answer behind what the connection has to send; for the {@link Outlet}. */
    void write(GatewayResponse answer) {
        if (!context.channel().isActive()) {
            LOG.atDebug().log("The client of a held or delayed answer has gone");
            return;
        }
        ResponseHead.Closing closing =
                new ResponseHead.Closing(activity, millis(System.nanoTime() - begunNanos), keepAlive);
        ChannelFuture written = context.write(ResponseHead.write(context.alloc(), answer, closing));
        if (!ResponseHead.hasRoomForBody(answer)) {
            written = context.write(Unpooled.wrappedBuffer(answer.body()));
        }
        written.addListener(keepAlive ? ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    /** Sends what was written. */
    void flush() {
        context.flush();
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
