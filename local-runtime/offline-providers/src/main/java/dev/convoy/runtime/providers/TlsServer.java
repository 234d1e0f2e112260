package dev.convoy.runtime.providers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What answers on port 443 of the documentation ranges: a TLS handshake with a certificate for the name asked for, then the end. The
 * certificates lie beside this class, made once by {@code keytool} with an authority of their own that nobody trusts; the one of {@code
 * expired.example.com} has expired, the other is good until 2124. Their keys are public and protect nothing. Stateless.
 */
final class TlsServer {

    private static final String RESOURCE = "certificates.p12";
    private static final char[] PASSWORD = "documentation".toCharArray();

    /** A fatal alert, handshake_failure (40) or internal_error (80), as RFC 8446 §6 writes it. */
    private static final byte[] HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};

    private static final byte[] INTERNAL_ERROR = {21, 3, 3, 0, 2, 2, 80};

    private final SSLContext context;
    private final Conducts conducts;

    private TlsServer(SSLContext context, Conducts conducts) {
        this.context = context;
        this.conducts = conducts;
    }

    static TlsServer create(Conducts conducts) {
        try (InputStream in = Objects.requireNonNull(TlsServer.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new CertificateByName(store, PASSWORD)}, null, null);
            return new TlsServer(context, conducts);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    /** Serves one connection to its end. A client that closes without a word was a probe and counts for nothing. */
    void serve(Socket client) throws IOException, InterruptedException {
        int first = client.getInputStream().read();
        if (first < 0) {
            return;
        }
        OutputStream out = client.getOutputStream();
        switch (conducts.admit(Service.TLS)) {
            case NONE -> shakeHands(client, first);
            case ERROR -> out.write(INTERNAL_ERROR);
            case THROTTLE -> out.write(HANDSHAKE_FAILURE);
            case NONSENSE -> out.write("220 this is no TLS\r\n".getBytes(StandardCharsets.US_ASCII));
            case DROP -> {} // the caller closes
        }
    }

    private void shakeHands(Socket client, int first) throws IOException {
        InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first});
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, consumed, false)) {
            tls.startHandshake();
            tls.getInputStream().read(); // until the client goes, lest its last messages meet a reset
        }
    }
}
