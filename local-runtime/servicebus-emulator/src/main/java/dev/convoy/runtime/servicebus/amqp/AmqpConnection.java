package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.impl.ProtonByteArrayBufferAllocator;
import org.apache.qpid.protonj2.engine.Connection;
import org.apache.qpid.protonj2.engine.Engine;
import org.apache.qpid.protonj2.engine.EngineFactory;
import org.apache.qpid.protonj2.engine.EventHandler;
import org.apache.qpid.protonj2.engine.Link;
import org.apache.qpid.protonj2.engine.Session;
import org.apache.qpid.protonj2.engine.impl.ProtonConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: bytes to and from the protocol engine, and the links it opens. What the engine writes gathers here until
 * the end of the turn. Confined to the broker's thread.
 */
final class AmqpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final long IDLE_TIMEOUT_MILLIS = 240_000;
    private static final int MAX_FRAME_BYTES = 65_536;
    private static final int TRANSFER_BYTES = 512;

    private final BrokerLoop loop;
    private final LinkOpener opener;
    private final ConnectionTransactions transactions;
    private final Engine engine = EngineFactory.PROTON.createEngine();
    private final Map<String, ReplyLink> replies = new HashMap<>();
    private final Set<ReceiverLink> receivers = new HashSet<>();
    private final Set<SessionWait> waits = new HashSet<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Outbox outbox;
    private boolean queuedForFlush;
    private boolean blocked;
    private boolean ended;

    AmqpConnection(BrokerLoop loop, LinkLimits limits) {
        this.loop = loop;
        this.opener = new LinkOpener(loop, this, limits);
        this.transactions = new ConnectionTransactions(loop);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        outbox = new Outbox(ctx);
        engine.configuration().setBufferAllocator(loop.engineBuffers());
        engine.outputHandler(this::gather);
        engine.errorHandler(failed -> engineFailed(failed.failureCause()));
        engine.pipeline().addFirst("attach-mender", new AttachMender()).remove(ProtonConstants.FRAME_LOGGING_HANDLER);
        Sasl.acceptAll(engine.saslDriver().server());
        Connection connection = engine.start();
        connection.setContainerId("convoy-servicebus");
        connection.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        connection.setMaxFrameSize(MAX_FRAME_BYTES);
        connection.openHandler(it -> {
            it.open();
            it.tickAuto(loop.eventLoop());
        });
        connection.closeHandler(this::closedByClient);
        connection.sessionOpenHandler(this::openSession);
        connection.senderOpenHandler(guarded(opener::openSender));
        connection.receiverOpenHandler(guarded(opener::openReceiver));
        connection.transactionManagerOpenHandler(transactions::openCoordinator);
    }

    private void openSession(Session session) {
        session.closeHandler(it -> {
            endLinks(it);
            it.close();
        });
        session.open();
    }

    /** A session takes its links with it, without a word on any of them (AMQP 1.0 §2.5.4). */
    private void endLinks(Session session) {
        List.copyOf(receivers).stream().filter(link -> link.isOf(session)).forEach(ReceiverLink::closed);
        List.copyOf(waits).stream().filter(wait -> wait.isOf(session)).forEach(SessionWait::end);
    }

    /** A bug in a handler must not leave its link hanging: the engine would swallow the exception. */
    private static <T extends Link<T>> EventHandler<T> guarded(EventHandler<T> handler) {
        return link -> {
            try {
                handler.handle(link);
            } catch (RuntimeException bug) {
                LOG.atError().setCause(bug).addKeyValue("link", link.getName()).log("A link could not be opened");
                link.setCondition(WireErrors.internal(bug.toString())).open().close();
            }
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        ByteBuf buffer = (ByteBuf) received;
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        if (ended) {
            return;
        }
        try {
            engine.ingest(ProtonByteArrayBufferAllocator.wrapped(bytes).convertToReadOnly());
        } catch (RuntimeException e) {
            engineFailed(e);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            unblock();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.atDebug().setCause(cause).log("A connection broke");
        } else {
            LOG.atError().setCause(cause).log("A connection failed");
        }
        close(ctx);
    }

    private static void close(@Nullable ChannelHandlerContext ctx) {
        if (ctx != null) {
            ctx.close().addListener(closed -> LOG.atTrace().log("A connection is closed"));
        }
    }

    BrokerLoop loop() {
        return loop;
    }

    boolean hasEnded() {
        return ended;
    }

    ConnectionTransactions transactions() {
        return transactions;
    }

    /** Whether more may be written without growing memory; if not, the caller is asked again when it may. */
    boolean mayWrite() {
        Outbox out = outbox;
        boolean may = out != null && out.hasRoom();
        blocked |= !may;
        return may;
    }

    /** How much of a message fits into one frame of the client's size beside the transfer itself. */
    int maxPayloadBytes() {
        int frame = (int) Math.min(MAX_FRAME_BYTES, engine.connection().getRemoteMaxFrameSize());
        return Math.max(frame / 2, frame - TRANSFER_BYTES);
    }

    void addReceiver(ReceiverLink link) {
        receivers.add(link);
    }

    void removeReceiver(ReceiverLink link) {
        receivers.remove(link);
    }

    void addReplyLink(String address, ReplyLink link) {
        replies.put(address, link);
    }

    void removeReplyLink(ReplyLink link) {
        replies.values().removeIf(link::equals);
    }

    @Nullable
    ReplyLink replyLink(@Nullable String address) {
        return address == null ? null : replies.get(address);
    }

    void addWait(SessionWait wait) {
        waits.add(wait);
    }

    void removeWait(SessionWait wait) {
        waits.remove(wait);
    }

    /** Sends what has gathered; the journal has it. */
    void flush() {
        queuedForFlush = false;
        Outbox out = outbox;
        ChannelFuture written = out == null ? null : out.flush();
        if (written == null) {
            return;
        }
        if (blocked) {
            written.addListener(done -> unblock());
        }
        if (ended) {
            written.addListener(done -> close(context));
        }
    }

    /** Ends the connection without a word: nothing more may be promised. */
    void abort() {
        end();
        Outbox out = outbox;
        if (out != null) {
            out.discard();
        }
        close(context);
    }

    /** Closes the connection with an error. */
    void close(Refusal refusal) {
        if (!ended) {
            engine.connection().setCondition(WireErrors.condition(refusal)).close();
        }
    }

    private void gather(ProtonBuffer output, @Nullable Runnable written) {
        Outbox out = outbox;
        if (out != null) {
            out.add(output);
            if (!queuedForFlush) {
                queuedForFlush = true;
                loop.toFlush(this);
            }
        }
        if (written != null) {
            written.run();
        }
    }

    private void unblock() {
        if (blocked && mayWriteAgain()) {
            blocked = false;
            receivers.forEach(ReceiverLink::wantMore);
        }
    }

    private boolean mayWriteAgain() {
        ChannelHandlerContext ctx = context;
        return ctx != null && ctx.channel().isWritable();
    }

    private void closedByClient(Connection connection) {
        connection.close();
        end();
        loop.changed();
    }

    private void engineFailed(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("cause", String.valueOf(cause))
                .log("A client broke the protocol; its connection ends");
        end();
        Outbox out = outbox;
        if (out != null && !out.isEmpty()) {
            loop.toFlush(this);
        } else {
            close(context);
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        List.copyOf(receivers).forEach(ReceiverLink::closed);
        List.copyOf(waits).forEach(SessionWait::end);
        replies.clear();
        transactions.clear();
        engine.shutdown();
        loop.changed();
    }
}
