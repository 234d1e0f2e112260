package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: short requests are answered on its network thread, longer ones on the workers. */
final class GatewayHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);
    private static final int RETRY_WITH_MILLIS = 100;

    private final Router router;
    private final Outlet outlet;
    private final Admission admission;
    private final Executor workers;
    private final Clock clock;
    private final boolean tls;

    GatewayHandler(Router router, Outlet outlet, Admission admission, Executor workers, Clock clock, boolean tls) {
        this.router = router;
        this.outlet = outlet;
        this.admission = admission;
        this.workers = workers;
        this.clock = clock;
        this.tls = tls;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        Exchange exchange = Exchange.of(context.pipeline().context(HttpResponseEncoder.class), outlet, message);
        GatewayRequest request;
        try {
            request = new GatewayRequest(
                    message.method().name(),
                    GatewayRequest.segments(message.uri()),
                    message.headers(),
                    ByteBufUtil.getBytes(message.content()),
                    clock.instant());
        } catch (IllegalArgumentException malformedPath) {
            exchange.send(GatewayResponse.of(Refusal.badRequest("The path is malformed: " + message.uri())));
            return;
        }
        if (Router.isShort(request)) {
            answer(exchange, request);
            return;
        }
        try {
            workers.execute(() -> answer(exchange, request));
        } catch (RejectedExecutionException full) {
            Refusal busy = new Refusal(503, 0, "The emulator's queue of requests is full.");
            exchange.send(GatewayResponse.of(busy).header(Headers.RETRY_AFTER, Integer.toString(RETRY_WITH_MILLIS)));
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

    private void answer(Exchange exchange, GatewayRequest request) {
        Admission.Answer answer = admission.answer(request, router, tls);
        Optional<GatewayResponse.NothingNew> nothingNew = answer.response().nothingNew();
        if (nothingNew.isPresent() && answer.delay().isZero()) {
            holdFeed(exchange, request, nothingNew.get());
        } else if (answer.delay().isZero()) {
            exchange.send(answer.response());
        } else {
            exchange.sendAfter(answer.delay(), answer.response());
        }
    }

    private void holdFeed(Exchange exchange, GatewayRequest request, GatewayResponse.NothingNew nothingNew) {
        HeldFeed held =
                new HeldFeed(() -> admission.answer(request, router, tls).response(), exchange::send, workers);
        ScheduledFuture<?> end = exchange.after(HeldFeed.LONGEST, held::giveUp);
        held.hold(nothingNew, () -> end.cancel(false));
    }
}
