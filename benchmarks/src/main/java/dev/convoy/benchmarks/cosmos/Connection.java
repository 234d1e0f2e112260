package dev.convoy.benchmarks.cosmos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** One connection on which one request at a time is answered. Confined to one thread. */
final class Connection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(ISO_8859_1);
    private static final int LETTER = 0x20;

    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[16 << 10];
    private int filled;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    /** Sends a request and answers the status of what came back, whose body is passed over. */
    int status(byte[] request) throws IOException {
        exchange(request);
        return statusCode();
    }

    /** Sends a request and keeps all of the answer. */
    Answer answer(byte[] request) throws IOException {
        int head = exchange(request);
        return new Answer(
                statusCode(), new String(buffer, 0, head - 4, ISO_8859_1), Arrays.copyOfRange(buffer, head, filled));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int head = -1;
        int scanned = 0;
        while (head < 0) {
            read();
            head = endOfHead(Math.max(0, scanned - 3));
            scanned = filled;
        }
        int whole = head + lengthOf(head);
        while (filled < whole) {
            read();
        }
        return head;
    }

    private void read() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private int lengthOf(int head) {
        for (int at = 0; at + LENGTH.length < head; at++) {
            if (startsWithLength(at)) {
                int length = 0;
                for (int i = at + LENGTH.length; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
                    length = 10 * length + buffer[i] - '0';
                }
                return length;
            }
        }
        return 0;
    }

    private boolean startsWithLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (buffer[at + i] != LENGTH[i] && (buffer[at + i] | LETTER) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int statusCode() {
        return 100 * (buffer[9] - '0') + 10 * (buffer[10] - '0') + buffer[11] - '0';
    }
}
