package dev.convoy.runtime.providers;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SOCKS 5 proxy (RFC 1928, no authentication, CONNECT only) behind which the documentation ranges answer: a connection to them
 * succeeds after the network's round trip; on port 443 there is a TLS server, any other is closed at once. A virtual thread per connection, a bounded number at once.
 */
final class SocksProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocksProxy.class);
    private static final int MOST_AT_ONCE = 2_000;
    private static final int IDLE_MILLIS = 5_000;
    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int HTTPS = 443;

    private final ServerSocket listener;
    private final Fixtures fixtures;
    private final Conducts conducts;
    private final TlsServer tls;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private SocksProxy(ServerSocket listener, Fixtures fixtures, Conducts conducts) {
        this.listener = listener;
        this.fixtures = fixtures;
        this.conducts = conducts;
        this.tls = TlsServer.create(conducts);
    }

    static SocksProxy start(String host, int port, Fixtures fixtures, Conducts conducts) throws IOException {
        ServerSocket listener = new ServerSocket(port, 0, InetAddress.getByName(host));
        SocksProxy proxy = new SocksProxy(listener, fixtures, conducts);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("SOCKS listener did not close cleanly");
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.atWarn().setCause(e).log("SOCKS connection not accepted");
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(IDLE_MILLIS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            greet(in, client.getOutputStream());
            Target target = target(in);
            Reply reply = replyTo(target.address());
            if (reply != Reply.NONE) {
                send(client.getOutputStream(), reply);
            }
            if (reply == Reply.SUCCEEDED && target.port() == HTTPS) {
                tls.serve(client);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("SOCKS client went away");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private static void greet(DataInputStream in, OutputStream out) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            throw new IOException("not SOCKS 5");
        }
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {VERSION, 0});
    }

    /**
     * What is asked for.
     *
     * @param address null if it is a name that is no address, or another command
     */
    private record Target(@Nullable IPAddress address, int port) {}

    private static Target target(DataInputStream in) throws IOException {
        in.readUnsignedByte(); // version again
        int command = in.readUnsignedByte();
        in.readUnsignedByte(); // reserved
        IPAddress address =
                switch (in.readUnsignedByte()) {
                    case IPV4 -> new IPv4Address(in.readNBytes(IPv4Address.BYTE_COUNT));
                    case IPV6 -> new IPv6Address(in.readNBytes(IPv6Address.BYTE_COUNT));
                    case NAME ->
                        new IPAddressString(new String(
                                        in.readNBytes(in.readUnsignedByte()),
                                        java.nio.charset.StandardCharsets.US_ASCII))
                                .getAddress();
                    default -> throw new IOException("unknown SOCKS address type");
                };
        int port = in.readUnsignedShort();
        return new Target(command == CONNECT ? address : null, port);
    }

    private Reply replyTo(@Nullable IPAddress target) throws InterruptedException {
        Conduct.Failure failure = conducts.admit(Service.PING);
        return switch (failure) {
            case NONE -> reach(target);
            case ERROR -> Reply.GENERAL_FAILURE;
            case THROTTLE -> Reply.NOT_ALLOWED;
            case NONSENSE -> Reply.UNASSIGNED;
            case DROP -> Reply.NONE;
        };
    }

    private Reply reach(@Nullable IPAddress target) throws InterruptedException {
        if (target == null) {
            return Reply.NOT_SUPPORTED;
        }
        Optional<Duration> roundTrip = fixtures.reachableIn(target);
        if (roundTrip.isEmpty()) {
            return Reply.HOST_UNREACHABLE;
        }
        Thread.sleep(roundTrip.get());
        return Reply.SUCCEEDED;
    }

    private static void send(OutputStream out, Reply reply) throws IOException {
        out.write(new byte[] {VERSION, (byte) reply.code, 0, IPV4, 0, 0, 0, 0, 0, 0});
        out.flush();
    }

    /** Reply codes of RFC 1928 §6. */
    private enum Reply {
        SUCCEEDED(0),
        GENERAL_FAILURE(1),
        NOT_ALLOWED(2),
        HOST_UNREACHABLE(4),
        NOT_SUPPORTED(7),
        UNASSIGNED(0x42),
        NONE(-1);

        private final int code;

        Reply(int code) {
            this.code = code;
        }
    }
}
