package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.broker.Delivery;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import dev.convoy.runtime.servicebus.message.Message;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.buffer.impl.ProtonByteArrayBufferAllocator;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;

/**
 * What of a delivery has not been given to the engine yet. A short message is encoded as a whole; of a long one only what the broker
 * adds, and its own bytes follow from where they lie. Reused from message to message; confined to the broker's thread.
 */
final class UnsentMessage {

    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 1024;
    private static final int COPIED_BYTES = 32 * 1024;

    private final AmqpWriter head = new AmqpWriter(FIRST_BYTES);
    private int headSent;
    private byte[] body = NOTHING;
    private int bodySent;

    boolean isEmpty() {
        return headSent == head.size() && bodySent == body.length;
    }

    /** Takes the next message; the one before is all sent. */
    void set(Delivery delivery) {
        Message message = delivery.message();
        head.clear();
        headSent = 0;
        if (message.sizeBytes() <= COPIED_BYTES) {
            delivery.stamp().write(message, head);
        } else {
            delivery.stamp().writeHead(message, head);
            body = message.bytes();
            bodySent = message.bareStart();
        }
    }

    /** Gives the engine the next piece, of at most so many bytes; it may take a part only. */
    void sendTo(OutgoingDelivery delivery, int maxBytes) {
        int ofHead = Math.min(maxBytes, head.size() - headSent);
        int ofBody = Math.min(maxBytes - ofHead, body.length - bodySent);
        boolean last = headSent + ofHead == head.size() && bodySent + ofBody == body.length;
        ProtonBuffer piece = piece(ofHead, ofBody);
        delivery.streamBytes(piece, last);
        int taken = ofHead + ofBody - piece.getReadableBytes();
        headSent += Math.min(taken, ofHead);
        bodySent += Math.max(0, taken - ofHead);
        if (bodySent == body.length) {
            body = NOTHING;
            bodySent = 0;
        }
    }

    /** Both parts as one, so that they fill a frame together; neither is copied. */
    private ProtonBuffer piece(int ofHead, int ofBody) {
        ProtonBuffer first = ProtonByteArrayBufferAllocator.wrapped(head.array(), headSent, ofHead);
        ProtonBuffer second = ProtonByteArrayBufferAllocator.wrapped(body, bodySent, ofBody);
        if (ofBody == 0) {
            return first;
        }
        return ofHead == 0
                ? second
                : ProtonBufferAllocator.defaultAllocator().composite(new ProtonBuffer[] {first, second});
    }
}
