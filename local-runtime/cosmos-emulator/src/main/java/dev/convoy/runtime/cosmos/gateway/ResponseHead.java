package dev.convoy.runtime.cosmos.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * An answer's status line and headers as the wire carries them (RFC 9112). Written straight into the buffer that is sent, for every answer
 * has some fifteen headers and a map of them would be built only to be read once. Stateless.
 */
final class ResponseHead {

    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(US_ASCII);
    private static final byte[] SAME_FOR_ALL = ("\r\nx-ms-serviceversion: version=2.14.0.0"
                    + "\r\nx-ms-gatewayversion: version=2.14.0"
                    + "\r\ncontent-type: application/json")
            .getBytes(US_ASCII);
    private static final byte[] CLOSE = "\r\nconnection: close".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length: ".getBytes(US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final int USUAL_BYTES = 1024;

    /** A longer body is sent as it is: copying it would cost more than a buffer of its own. */
    private static final int LONGEST_COPIED_BODY = 32 << 10;

    private ResponseHead() {}

    /** Whether {@link #write} adds the answer's body. */
    static boolean hasRoomForBody(GatewayResponse answer) {
        return answer.body().length <= LONGEST_COPIED_BODY;
    }

    /** The head, and a short body with it. */
    static ByteBuf write(ByteBufAllocator buffers, GatewayResponse answer, Closing closing) {
        byte[] body = answer.body();
        boolean copied = hasRoomForBody(answer);
        ByteBuf out = buffers.ioBuffer(USUAL_BYTES + (copied ? body.length : 0));
        out.writeBytes(VERSION);
        HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
        text(out, status.codeAsText());
        out.writeByte(' ');
        text(out, status.reasonPhrase());
        List<CharSequence> pairs = answer.headers();
        for (int i = 0; i < pairs.size(); i += 2) {
            header(out, pairs.get(i), pairs.get(i + 1));
        }
        header(out, Headers.REQUEST_CHARGE, Double.toString(answer.charge()));
        header(out, Headers.ACTIVITY_ID, closing.activity());
        header(out, Headers.DURATION, closing.millis());
        out.writeBytes(SAME_FOR_ALL);
        if (!closing.keepAlive()) {
            out.writeBytes(CLOSE);
        }
        if (answer.status() != 304 && answer.status() != 204) {
            out.writeBytes(CONTENT_LENGTH);
            text(out, Integer.toString(body.length));
        }
        out.writeBytes(END);
        return copied ? out.writeBytes(body) : out;
    }

    private static void header(ByteBuf out, CharSequence name, CharSequence value) {
        out.writeByte('\r').writeByte('\n');
        text(out, name);
        out.writeByte(':').writeByte(' ');
        text(out, value);
    }

    /** Names of databases and containers are in here, which clients choose: what is not plain ASCII must not end a line. */
    private static void text(ByteBuf out, CharSequence text) {
        if (text instanceof AsciiString plain) {
            out.writeBytes(plain.array(), plain.arrayOffset(), plain.length());
            return;
        }
        int length = text.length();
        out.ensureWritable(length);
        int at = out.writerIndex();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.setByte(at + i, c < ' ' || c > '~' ? '?' : c);
        }
        out.writerIndex(at + length);
    }

    /** What the exchange knows and the answer does not. */
    record Closing(String activity, String millis, boolean keepAlive) {}
}
