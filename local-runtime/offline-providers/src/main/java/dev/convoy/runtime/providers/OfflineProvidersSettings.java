package dev.convoy.runtime.providers;

/**
 * Where the providers listen, on loopback; port 0 takes a free one.
 *
 * @param httpPort GeoIP, RDAP and the control API
 * @param dnsPort DNS over UDP and TCP, the same port for both
 * @param socksPort SOCKS 5 proxy through which the documentation ranges can be reached
 */
public record OfflineProvidersSettings(int httpPort, int dnsPort, int socksPort) {

    public OfflineProvidersSettings {
        requirePort(httpPort, "httpPort");
        requirePort(dnsPort, "dnsPort");
        requirePort(socksPort, "socksPort");
    }

    /** Free ports everywhere. */
    public static OfflineProvidersSettings onFreePorts() {
        return new OfflineProvidersSettings(0, 0, 0);
    }

    private static void requirePort(int port, String name) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " must be from 0 to 65535, not " + port);
        }
    }
}
