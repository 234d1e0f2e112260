package dev.convoy.runtime.cosmos.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate of the TLS port, made at first start by the JDK's {@code keytool} for localhost and kept in a directory: {@code
 * cosmos-emulator.p12} for us, {@code cosmos-emulator.pem} for clients to trust. Immutable.
 */
final class Certificate {

    private static final String ALIAS = "cosmos-emulator";
    private static final String PASSWORD = "convoy-local";
    private static final int MAKING_SECONDS = 60;

    private final KeyManagerFactory keys;

    private Certificate(KeyManagerFactory keys) {
        this.keys = keys;
    }

    KeyManagerFactory keys() {
        return keys;
    }

    /** Opens the certificate in the directory, making it if there is none. */
    static Certificate in(Path directory) {
        Path store = directory.resolve(ALIAS + ".p12");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(store)) {
                make(store);
            }
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keyStore.load(in, PASSWORD.toCharArray());
            }
            export(keyStore, directory.resolve(ALIAS + ".pem"));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore, PASSWORD.toCharArray());
            return new Certificate(keys);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make or read the TLS certificate in " + directory, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the TLS certificate " + store + " cannot be used; delete it", e);
        }
    }

    private static void make(Path store) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path unfinished = store.resolveSibling(ALIAS + ".making");
        Files.deleteIfExists(unfinished);
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "3650",
                        "-dname",
                        "CN=localhost, O=Convoy local runtime",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "BC=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        unfinished.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(MAKING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool did not make a certificate: " + output.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool was running", e);
        }
        Files.move(unfinished, store);
    }

    private static void export(KeyStore keyStore, Path file) throws IOException, GeneralSecurityException {
        byte[] certificate = keyStore.getCertificate(ALIAS).getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }
}
