package dev.convoy.functions.notification;

import java.net.URI;
import java.util.Optional;

/**
 * Where mail is handed in: {@code smtp://user:password@host:25} or {@code smtps://…}; user and password may be absent.
 *
 * @param tls whether the connection begins with TLS
 */
public record SmtpAddress(String host, int port, boolean tls, Optional<String> user, Optional<String> password) {

    private static final int PORT = 25;
    private static final int TLS_PORT = 465;

    /** @throws IllegalArgumentException saying what it must be */
    public static SmtpAddress parse(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.matches("smtps?") || uri.getHost() == null) {
            throw new IllegalArgumentException("must be smtp://host:port or smtps://host:port");
        }
        boolean tls = scheme.equals("smtps");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
        String[] login = String.valueOf(uri.getUserInfo()).split(":", 2);
        boolean hasLogin = login.length == 2;
        return new SmtpAddress(
                uri.getHost(),
                port,
                tls,
                hasLogin ? Optional.of(login[0]) : Optional.empty(),
                hasLogin ? Optional.of(login[1]) : Optional.empty());
    }

    @Override
    public String toString() {
        return "SmtpAddress[host=" + host + ", port=" + port + "]"; // the password is a secret
    }
}
