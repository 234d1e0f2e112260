package dev.convoy.functions.lookup.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.functions.lookup.worker.ProviderException;
import inet.ipaddr.IPAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Shakes hands with a server and describes the certificates it presents, trusted or not; sends nothing else. Stateless. */
final class TlsHandshake {

    private static final int PORT = 443;
    private static final int LONGEST_CHAIN = 10;
    private static final int MOST_NAMES = 100;

    private final Proxy proxy;
    private final Duration timeout;

    /** @param timeout to connect, and again for each read of the handshake */
    TlsHandshake(Proxy proxy, Duration timeout) {
        this.proxy = proxy;
        this.timeout = timeout;
    }

    /**
     * What the server at that address presents for that name; nothing if nobody listens there.
     *
     * @throws ProviderException if it cannot be reached, or speaks no TLS
     */
    Optional<ObjectNode> with(String name, IPAddress address) {
        Verdict verdict = new Verdict();
        try (Socket socket = new Socket(proxy)) {
            socket.connect(new InetSocketAddress(address.toInetAddress(), PORT), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            try (SSLSocket tls = secured(socket, name, verdict)) {
                tls.startHandshake();
                return Optional.of(described(name, address, tls.getSession(), verdict));
            }
        } catch (SSLException e) {
            throw ProviderException.lasting("no TLS handshake: " + ProviderText.clean(String.valueOf(e.getMessage())));
        } catch (SocketException e) {
            if (isRefusal(e)) {
                return Optional.empty();
            }
            throw ProviderException.lasting("cannot be connected to on port " + PORT);
        } catch (IOException e) { // of the target, which says nothing about the way to others
            throw ProviderException.lasting("does not answer on port " + PORT);
        }
    }

    private static SSLSocket secured(Socket socket, String name, Verdict verdict) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {verdict}, null);
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, PORT, true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static boolean isRefusal(SocketException e) {
        return e instanceof ConnectException || String.valueOf(e.getMessage()).contains("Connection refused");
    }

    private static ObjectNode described(String name, IPAddress address, SSLSession session, Verdict verdict)
            throws SSLException {
        List<X509Certificate> chain = Stream.of(session.getPeerCertificates())
                .limit(LONGEST_CHAIN)
                .map(X509Certificate.class::cast)
                .toList();
        X509Certificate own = chain.getFirst();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("host", name)
                .put("address", address.toCanonicalString())
                .put("port", PORT)
                .put("protocol", session.getProtocol())
                .put("cipherSuite", session.getCipherSuite())
                .put("trusted", verdict.problem().isEmpty());
        verdict.problem().ifPresent(problem -> data.put("problem", ProviderText.clean(problem)));
        data.put("expiresAt", own.getNotAfter().toInstant().toString());
        data.put("issuer", text(own.getIssuerX500Principal().getName()));
        ArrayNode certificates = data.putArray("chain");
        chain.forEach(certificate -> certificates.add(described(certificate)));
        return data;
    }

    private static ObjectNode described(X509Certificate certificate) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("subject", text(certificate.getSubjectX500Principal().getName()))
                .put("issuer", text(certificate.getIssuerX500Principal().getName()))
                .put("serialNumber", certificate.getSerialNumber().toString(16))
                .put("validFrom", certificate.getNotBefore().toInstant().toString())
                .put("validUntil", certificate.getNotAfter().toInstant().toString())
                .put("keyAlgorithm", text(certificate.getPublicKey().getAlgorithm()))
                .put("sha256", sha256(certificate));
        ArrayNode names = data.putArray("names");
        names(certificate).forEach(names::add);
        return data;
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(java.util.Collection::stream)
                    .map(entry -> entry.get(1))
                    .filter(String.class::isInstance)
                    .map(entry -> text((String) entry))
                    .limit(MOST_NAMES)
                    .toList();
        } catch (CertificateException e) {
            return List.of(); // the certificate's own fault; the rest of it can be told
        }
    }

    private static String text(String text) {
        return ProviderText.clean(text);
    }

    private static String sha256(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was parsed has an encoding", e);
        }
    }
}
