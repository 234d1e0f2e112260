package dev.convoy.runtime.providers;

import java.io.IOException;
import java.util.List;

/**
 * The running providers. Start, read the ports, close.
 *
 * <pre>
 * http://127.0.0.1:{httpPort}/geoip/json/{address}         ip-api.com's shape
 * http://127.0.0.1:{httpPort}/rdap/bootstrap/{file}        ipv4.json ipv6.json dns.json (RFC 9224)
 * http://127.0.0.1:{httpPort}/rdap/ip|domain/{name}        RFC 9083
 * http://127.0.0.1:{httpPort}/callbacks/{box}              POST leaves a call, GET shows the last ones
 * port 443 of the ranges, through the SOCKS proxy: TLS with a certificate for the name
 * http://127.0.0.1:{httpPort}/control/{service}            GET, PUT {"latency":"PT0.2S","failure":"none|error|throttle|nonsense|drop"}
 * </pre>
 */
public final class OfflineProviders implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Conducts conducts;
    private final ProviderHttpServer http;
    private final DnsServer dns;
    private final SocksProxy socks;

    private OfflineProviders(Conducts conducts, ProviderHttpServer http, DnsServer dns, SocksProxy socks) {
        this.conducts = conducts;
        this.http = http;
        this.dns = dns;
        this.socks = socks;
    }

    /**
     * Starts all of them or none.
     *
     * @throws ProvidersStartException if a port is taken; the message names the setting
     */
    public static OfflineProviders start(OfflineProvidersSettings settings) {
        Fixtures fixtures = Fixtures.builtIn();
        Conducts conducts = new Conducts();
        ProviderHttpServer http = starting(
                "httpPort",
                settings.httpPort(),
                () -> ProviderHttpServer.start(HOST, settings.httpPort(), fixtures, conducts));
        DnsServer dns;
        try {
            dns = starting(
                    "dnsPort", settings.dnsPort(), () -> DnsServer.start(HOST, settings.dnsPort(), fixtures, conducts));
        } catch (ProvidersStartException e) {
            http.close();
            throw e;
        }
        try {
            SocksProxy socks = starting(
                    "socksPort",
                    settings.socksPort(),
                    () -> SocksProxy.start(HOST, settings.socksPort(), fixtures, conducts));
            return new OfflineProviders(conducts, http, dns, socks);
        } catch (ProvidersStartException e) {
            dns.close();
            http.close();
            throw e;
        }
    }

    /** Base of the HTTP services, without a slash at its end. */
    public String httpUrl() {
        return "http://" + HOST + ":" + http.port();
    }

    public int dnsPort() {
        return dns.port();
    }

    public int socksPort() {
        return socks.port();
    }

    /** Changes how a service behaves from its next call on. */
    public void conduct(Service service, Conduct conduct) {
        conducts.set(service, conduct);
    }

    /** How often a service was asked since the start. */
    public long calls(Service service) {
        return conducts.calls(service);
    }

    /** What was posted to the letter box of that name, oldest first. */
    public List<ReceivedCall> received(String box) {
        return http.received(box);
    }

    @Override
    public void close() {
        socks.close();
        dns.close();
        http.close();
    }

    private static <T> T starting(String setting, int port, Start<T> start) {
        try {
            return start.start();
        } catch (IOException e) {
            throw new ProvidersStartException(
                    setting + ": cannot listen on " + HOST + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Start<T> {
        T start() throws IOException;
    }
}
