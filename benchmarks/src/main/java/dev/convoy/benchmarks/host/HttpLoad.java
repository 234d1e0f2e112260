package dev.convoy.benchmarks.host;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop of HTTP requests over plain sockets: as little work for the client as there can be, since it shares the machine. */
final class HttpLoad {

    private HttpLoad() {}

    /** One request, which must be answered with 200. */
    static void once(int port, String path) throws IOException {
        try (Connection connection = new Connection(port, path)) {
            connection.request();
        }
    }

    /** As many requests as so many connections get answered in the time, each with how long it took. */
    static List<Duration> run(int port, String path, int connections, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<List<Duration>>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> loop(port, path, end)));
            }
            List<Duration> all = new ArrayList<>();
            for (Future<List<Duration>> one : running) {
                all.addAll(one.get());
            }
            return all;
        }
    }

    private static List<Duration> loop(int port, String path, long end) throws IOException {
        List<Duration> durations = new ArrayList<>();
        try (Connection connection = new Connection(port, path)) {
            for (long begin = System.nanoTime(); begin < end; ) {
                connection.request();
                long now = System.nanoTime();
                durations.add(Duration.ofNanos(now - begin));
                begin = now;
            }
        }
        return durations;
    }

    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;
        private final byte[] request;

        Connection(int port, String path) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            in = new BufferedInputStream(socket.getInputStream(), 4_096);
            request = ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        void request() throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("answered with " + status);
            }
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring("content-length:".length()).strip());
                }
            }
            in.skipNBytes(length);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the host closed the connection");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}
