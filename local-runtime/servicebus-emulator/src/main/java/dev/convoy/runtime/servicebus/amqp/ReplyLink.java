package dev.convoy.runtime.servicebus.amqp;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.messaging.Terminus;
import org.apache.qpid.protonj2.types.transport.ReceiverSettleMode;
import org.apache.qpid.protonj2.types.transport.SenderSettleMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link on which a client receives the replies to its requests. Found by its target's address (Java) or its name (JavaScript).
 * Confined to the broker's thread.
 */
final class ReplyLink {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyLink.class);
    private static final int MAX_WAITING = 10_000;

    private final AmqpConnection connection;
    private final Sender link;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable ProtonBuffer unsent;
    private long sent;

    ReplyLink(AmqpConnection connection, Sender link) {
        this.connection = connection;
        this.link = link;
    }

    void open() {
        link.setSource(link.getRemoteSource());
        Target target = link.<Terminus>getRemoteTarget() instanceof Target given ? given : null;
        link.setTarget(target);
        link.setSenderSettleMode(SenderSettleMode.SETTLED);
        link.setReceiverSettleMode(ReceiverSettleMode.FIRST);
        if (target != null && target.getAddress() != null) {
            connection.addReplyLink(target.getAddress(), this);
        }
        connection.addReplyLink(link.getName(), this);
        link.creditStateUpdateHandler(it -> sendWaiting());
        link.detachHandler(it -> {
            connection.removeReplyLink(this);
            it.detach();
        });
        link.closeHandler(it -> {
            connection.removeReplyLink(this);
            it.close();
        });
        link.open();
    }

    void reply(byte[] message) {
        if (waiting.size() >= MAX_WAITING) {
            LOG.atWarn().addKeyValue("link", link.getName()).log("A client does not take its replies; one is dropped");
            return;
        }
        waiting.add(message);
        sendWaiting();
    }

    private void sendWaiting() {
        while (link.isLocallyOpen() && link.isSendable() && finishUnsent() && link.getCredit() > 0) {
            byte[] next = waiting.poll();
            if (next == null) {
                return;
            }
            OutgoingDelivery delivery = link.next();
            delivery.setTag(Long.toString(sent++).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            delivery.settle();
            unsent = ProtonBufferAllocator.defaultAllocator().copy(next);
            finishUnsent();
        }
    }

    private boolean finishUnsent() {
        ProtonBuffer rest = unsent;
        OutgoingDelivery current = link.current();
        if (rest == null || current == null) {
            return true;
        }
        current.writeBytes(rest);
        if (rest.isReadable()) {
            return false;
        }
        unsent = null;
        return true;
    }
}
