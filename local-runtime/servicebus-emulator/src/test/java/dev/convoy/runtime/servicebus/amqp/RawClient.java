package dev.convoy.runtime.servicebus.amqp;

import dev.convoy.runtime.servicebus.message.AmqpValue;
import dev.convoy.runtime.servicebus.message.AmqpWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A client that writes AMQP frames by hand, right or wrong, and reads only when told. */
final class RawClient implements AutoCloseable {

    static final int OPEN = 0x10;
    static final int BEGIN = 0x11;
    static final int ATTACH = 0x12;
    static final int FLOW = 0x13;
    static final int TRANSFER = 0x14;
    static final int DISPOSITION = 0x15;
    static final int END = 0x17;
    static final int CLOSE = 0x18;
    static final int ACCEPTED = 0x24;
    static final int RELEASED = 0x26;
    private static final byte[] SASL_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
    private static final byte[] AMQP_HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

    private static final int PROTOCOL_HEADER = 0x414d_5150; // "AMQP" where a frame has its length

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
    }

    /** Says what a well-behaved client says first. */
    RawClient greet() throws IOException {
        write(SASL_HEADER);
        write(frame(1, 0x41, new AmqpValue.Symbol("ANONYMOUS"), null, null));
        write(AMQP_HEADER);
        write(frame(0, OPEN, "raw", "localhost", new AmqpValue.UInt(65_536), new AmqpValue.UShort(100)));
        return this;
    }

    static byte[] frame(int type, int performative, Object... fields) {
        AmqpWriter body = new AmqpWriter(256).descriptor(performative).value(Arrays.asList(fields));
        ByteBuffer frame = ByteBuffer.allocate(8 + body.size());
        frame.putInt(8 + body.size()).put((byte) 2).put((byte) type).putShort((short) 0);
        return frame.put(body.array(), 0, body.size()).array();
    }

    static Object described(int code, Object... fields) {
        return new AmqpValue.Described(new AmqpValue.ULong(code), Arrays.asList(fields));
    }

    static byte[] begin() {
        return begin(1_000_000);
    }

    /** A session into which so many frames may come. */
    static byte[] begin(long incomingWindow) {
        return frame(
                0,
                BEGIN,
                null,
                new AmqpValue.UInt(0),
                new AmqpValue.UInt(incomingWindow),
                new AmqpValue.UInt(1_000_000));
    }

    /** An attach as the receiver of a queue. */
    static byte[] attachReceiver(String queue) {
        return frame(
                0,
                ATTACH,
                "raw-link",
                new AmqpValue.UInt(0),
                true,
                new AmqpValue.UByte(0), // unsettled
                new AmqpValue.UByte(0),
                described(0x28, queue),
                described(0x29));
    }

    /** An attach as the sender to an address. */
    static byte[] attachSender(String address) {
        return frame(
                0,
                ATTACH,
                "raw-link",
                new AmqpValue.UInt(0),
                false,
                new AmqpValue.UByte(0), // unsettled
                new AmqpValue.UByte(0),
                described(0x28),
                described(0x29, address),
                null,
                null,
                new AmqpValue.UInt(0));
    }

    /** One whole message in one frame. */
    static byte[] transfer(int deliveryId, byte[] message) {
        byte[] head = frame(
                0,
                TRANSFER,
                new AmqpValue.UInt(0),
                new AmqpValue.UInt(deliveryId),
                new AmqpValue.Binary(new byte[] {(byte) deliveryId}),
                new AmqpValue.UInt(0),
                false,
                false);
        return ByteBuffer.allocate(head.length + message.length)
                .put(head)
                .put(message)
                .putInt(0, head.length + message.length)
                .array();
    }

    /** Ends the session. */
    static byte[] end() {
        return frame(0, END);
    }

    static byte[] goodbye() {
        return frame(0, CLOSE);
    }

    /** The receiver's word on deliveries, settled; {@code outcome} is its descriptor. */
    static byte[] disposition(int first, int last, int outcome) {
        return frame(
                0, DISPOSITION, true, new AmqpValue.UInt(first), new AmqpValue.UInt(last), true, described(outcome));
    }

    static byte[] credit(long count) {
        return flow(0, 2_000_000, count);
    }

    /** Credit, and a window that begins with the frame of this number. */
    static byte[] flow(long nextIncomingId, long incomingWindow, long credit) {
        return frame(
                0,
                FLOW,
                new AmqpValue.UInt(nextIncomingId),
                new AmqpValue.UInt(incomingWindow),
                new AmqpValue.UInt(0), // next-outgoing-id
                new AmqpValue.UInt(2_000_000), // outgoing-window
                new AmqpValue.UInt(0), // handle
                new AmqpValue.UInt(0), // delivery-count
                new AmqpValue.UInt(credit));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void write(List<byte[]> frames) throws IOException {
        for (byte[] frame : frames) {
            write(frame);
        }
    }

    /** Reads until the server closes; answers all that it said. */
    byte[] readToEnd() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /** Reads frames up to and with the next of this performative. */
    void readUntil(int performative) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int length = in.readInt();
            byte[] rest = new byte[length == PROTOCOL_HEADER ? 4 : length - 4];
            in.readFully(rest);
            boolean isFrame = length != PROTOCOL_HEADER && rest.length > 6 && rest[1] == 0;
            if (isFrame && (rest[6] & 0xff) == performative) {
                return;
            }
        }
    }

    /** Reads at least so many bytes. */
    void readAtLeast(int bytes) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = 0; read < bytes; ) {
            int some = socket.getInputStream().read(buffer);
            if (some < 0) {
                throw new IOException("the server closed after " + read + " bytes");
            }
            read += some;
        }
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
