package dev.convoy.runtime.providers;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the entry that is named like the server name asked for (RFC 6066 §3), else {@value #OTHERWISE}. Immutable. */
final class CertificateByName extends X509ExtendedKeyManager {

    private static final String OTHERWISE = "documentation";

    private final Map<String, PrivateKey> keys = new HashMap<>();
    private final Map<String, X509Certificate[]> chains = new HashMap<>();

    CertificateByName(KeyStore store, char[] password) throws GeneralSecurityException {
        for (String alias : java.util.Collections.list(store.aliases())) {
            Key key = store.getKey(alias, password);
            if (key instanceof PrivateKey secret) {
                keys.put(alias, secret);
                chains.put(
                        alias,
                        Stream.of(store.getCertificateChain(alias))
                                .map(X509Certificate.class::cast)
                                .toArray(X509Certificate[]::new));
            }
        }
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        if (!keyType.equals("EC")) {
            return null;
        }
        return ((SSLSocket) socket).getHandshakeSession() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .filter(keys::containsKey)
                        .findFirst()
                        .orElse(OTHERWISE)
                : OTHERWISE;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return chains.get(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return keys.get(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.keySet().toArray(String[]::new);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return List.of().toArray(String[]::new);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
