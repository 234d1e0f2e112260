package dev.convoy.runtime.servicebus.conformance;

import dev.convoy.runtime.servicebus.ServiceBusEmulator;
import dev.convoy.runtime.servicebus.ServiceBusEmulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The emulator that the conformance suites test: the one that the system property {@code conformance.connectionString} names,
 * started by hand with {@code conformance/Config.json}, or else our own in this process, started once.
 */
final class TestedEmulator {

    private static final String EXTERNAL = System.getProperty("conformance.connectionString", "");

    private TestedEmulator() {}

    static String connectionString() {
        return EXTERNAL.isEmpty() ? Own.EMULATOR.connectionString() : EXTERNAL;
    }

    /** Where administration over HTTP is answered. */
    static int adminPort() {
        return EXTERNAL.isEmpty() ? Own.EMULATOR.adminPort() : Integer.getInteger("conformance.adminPort", 5300);
    }

    /** Started by the first who asks; ends with the process, its threads are daemons. */
    private static final class Own {
        static final ServiceBusEmulator EMULATOR = ServiceBusEmulator.start(ServiceBusEmulatorSettings.defaults()
                .withPort(0)
                .withAdminPort(0)
                .withConfigText(config()));

        private static String config() {
            try (InputStream file = TestedEmulator.class.getResourceAsStream("/conformance/Config.json")) {
                return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
