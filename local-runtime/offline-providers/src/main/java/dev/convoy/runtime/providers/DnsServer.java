package dev.convoy.runtime.providers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** DNS over UDP and TCP (RFC 1035 §4.2) on one port, a virtual thread per query, a bounded number at once. */
final class DnsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);
    private static final int LARGEST_UDP_BYTES = 4096;
    private static final int LARGEST_MESSAGE_BYTES = 65_535;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int TCP_IDLE_MILLIS = 5_000;
    private static final int BIND_TRIES = 10;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final DnsAnswers answers;
    private final Conducts conducts;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private DnsServer(DatagramSocket udp, ServerSocket tcp, Fixtures fixtures, Conducts conducts) {
        this.udp = udp;
        this.tcp = tcp;
        this.answers = new DnsAnswers(fixtures);
        this.conducts = conducts;
    }

    static DnsServer start(String host, int port, Fixtures fixtures, Conducts conducts) throws IOException {
        DnsServer server = bind(InetAddress.getByName(host), port, fixtures, conducts);
        server.threads.execute(server::receiveUdp);
        server.threads.execute(server::acceptTcp);
        return server;
    }

    int port() {
        return udp.getLocalPort();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("DNS listener did not close cleanly");
        }
        threads.shutdownNow();
    }

    /** A free UDP port need not be free for TCP: with port 0 a few are tried. */
    private static DnsServer bind(InetAddress host, int port, Fixtures fixtures, Conducts conducts) throws IOException {
        for (int attempt = 1; ; attempt++) {
            DatagramSocket udp = new DatagramSocket(new InetSocketAddress(host, port));
            try {
                ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 0, host);
                return new DnsServer(udp, tcp, fixtures, conducts);
            } catch (IOException e) {
                udp.close();
                if (port != 0 || attempt == BIND_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void receiveUdp() {
        byte[] buffer = new byte[LARGEST_UDP_BYTES];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
            } catch (IOException e) {
                reportUnlessClosed(udp.isClosed(), e);
                continue;
            }
            byte[] query = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
            if (places.tryAcquire()) {
                threads.execute(() -> answerUdp(query, packet.getSocketAddress()));
            }
        }
    }

    private void answerUdp(byte[] query, java.net.SocketAddress sender) {
        try {
            Optional<byte[]> reply = answer(query, LARGEST_UDP_BYTES);
            if (reply.isPresent()) {
                udp.send(new DatagramPacket(reply.get(), reply.get().length, sender));
            }
        } catch (IOException e) {
            reportUnlessClosed(udp.isClosed(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void acceptTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> serveTcp(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                reportUnlessClosed(tcp.isClosed(), e);
            }
        }
    }

    private void serveTcp(Socket socket) {
        try (socket) {
            socket.setSoTimeout(TCP_IDLE_MILLIS);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = in.readNBytes(in.readUnsignedShort());
            Optional<byte[]> reply = answer(query, LARGEST_MESSAGE_BYTES);
            if (reply.isPresent()) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(reply.get().length);
                out.write(reply.get());
                out.flush();
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("DNS client went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private Optional<byte[]> answer(byte[] bytes, int largest) throws IOException, InterruptedException {
        Message query = new Message(bytes);
        return switch (conducts.admit(Service.DNS)) {
            case NONE -> Optional.of(answers.answer(query).toWire(largest));
            case ERROR -> Optional.of(DnsAnswers.reply(query, Rcode.SERVFAIL).toWire());
            case THROTTLE -> Optional.of(DnsAnswers.reply(query, Rcode.REFUSED).toWire());
            case NONSENSE -> Optional.of(new byte[] {1, 2, 3});
            case DROP -> Optional.empty();
        };
    }

    private static void reportUnlessClosed(boolean closed, IOException e) {
        if (!closed) {
            LOG.atWarn().setCause(e).log("DNS query not answered");
        }
    }
}
