package dev.convoy.benchmarks.broker;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** AMQP 1.0 frames as the load's client writes them (AMQP 1.0 §2.3, §2.7). Stateless. */
final class Frames {

    static final int OPEN = 0x10;
    static final int BEGIN = 0x11;
    static final int ATTACH = 0x12;
    static final int FLOW = 0x13;
    static final int TRANSFER = 0x14;
    static final int DISPOSITION = 0x15;
    static final int DETACH = 0x16;
    static final int END = 0x17;
    static final int CLOSE = 0x18;
    static final int ACCEPTED = 0x24;
    static final int MAX_FRAME_BYTES = 65_536;

    private static final byte[] SASL_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
    private static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};
    private static final int SASL_INIT = 0x41;
    private static final AmqpValue WINDOW = new AmqpValue.UInt(Integer.MAX_VALUE);
    private static final AmqpValue ZERO = new AmqpValue.UInt(0);
    private static final int TRANSFER_OVERHEAD = 29;

    private Frames() {}

    /** Everything up to an open session, said without waiting for answers. */
    static void greet(ByteBuf out) {
        out.writeBytes(SASL_HEADER).writeBytes(frame(1, SASL_INIT, new AmqpValue.Symbol("ANONYMOUS"), null, null));
        out.writeBytes(AMQP_HEADER);
        out.writeBytes(
                frame(0, OPEN, "load", "localhost", new AmqpValue.UInt(MAX_FRAME_BYTES), new AmqpValue.UShort(10)));
        out.writeBytes(frame(0, BEGIN, null, ZERO, WINDOW, WINDOW));
    }

    /** A link on which unsettled messages are sent and settled by the first answer. */
    static byte[] attachSender(String address) {
        return frame(
                0,
                ATTACH,
                "sender",
                ZERO,
                false,
                new AmqpValue.UByte(0),
                new AmqpValue.UByte(0),
                described(0x28),
                described(0x29, address),
                null,
                null,
                ZERO);
    }

    /** A link on which messages are received unsettled. */
    static byte[] attachReceiver(String address) {
        return frame(
                0,
                ATTACH,
                "receiver",
                ZERO,
                true,
                new AmqpValue.UByte(0),
                new AmqpValue.UByte(0),
                described(0x28, address),
                described(0x29));
    }

    static byte[] credit(long deliveryCount, int credit) {
        return frame(
                0,
                FLOW,
                new AmqpValue.UInt(deliveryCount), // next-incoming-id; windows are wide enough for every run
                WINDOW,
                ZERO,
                WINDOW,
                ZERO,
                new AmqpValue.UInt(deliveryCount),
                new AmqpValue.UInt(credit));
    }

    static byte[] close() {
        return frame(0, CLOSE);
    }

    /** One message in as many frames as the frame size asks for; answers how many. */
    static int transfer(ByteBuf out, int deliveryId, byte[] message) {
        int room = MAX_FRAME_BYTES - TRANSFER_OVERHEAD;
        int frames = 0;
        for (int sent = 0; sent < message.length; frames++) {
            int length = Math.min(room, message.length - sent);
            boolean more = sent + length < message.length;
            out.writeInt(TRANSFER_OVERHEAD + length).writeInt(0x0200_0000);
            out.writeMedium(0x00_53_14).writeByte(0xc0).writeByte(16).writeByte(6);
            out.writeByte(0x43); // handle 0
            out.writeByte(0x70).writeInt(deliveryId);
            out.writeByte(0xa0).writeByte(4).writeInt(deliveryId);
            out.writeByte(0x43); // message format 0
            out.writeByte(0x42); // not settled
            out.writeByte(more ? 0x41 : 0x42);
            out.writeBytes(message, sent, length);
            sent += length;
        }
        return frames;
    }

    /** Accepts and settles one delivery. */
    static void accept(ByteBuf out, int deliveryId) {
        out.writeInt(26).writeInt(0x0200_0000);
        out.writeMedium(0x00_53_15).writeByte(0xc0).writeByte(13).writeByte(5);
        out.writeByte(0x41); // as the receiver
        out.writeByte(0x70).writeInt(deliveryId);
        out.writeByte(0x40); // the first is the last
        out.writeByte(0x41); // settled
        out.writeMedium(0x00_53_24).writeByte(0x45); // accepted
    }

    private static AmqpValue described(int code, Object... fields) {
        return new AmqpValue.Described(new AmqpValue.ULong(code), Arrays.asList(fields));
    }

    private static byte[] frame(int type, int performative, @Nullable Object... fields) {
        AmqpWriter body = new AmqpWriter(256).descriptor(performative).value(Arrays.asList(fields));
        ByteBuffer frame = ByteBuffer.allocate(8 + body.size());
        frame.putInt(8 + body.size()).put((byte) 2).put((byte) type).putShort((short) 0);
        return frame.put(body.array(), 0, body.size()).array();
    }
}
