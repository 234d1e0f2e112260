package dev.convoy.functions.lookup.provider;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * Where the providers are.
 *
 * @param geoIp {@code LookupGeoIpUrl}, base of the GeoIP API
 * @param rdapBootstrap {@code LookupRdapBootstrapUrl}, base of the bootstrap files
 * @param dnsServer {@code LookupDnsServer}, host:port; the system's without
 * @param proxy {@code LookupPingProxy}, host:port of a SOCKS proxy for connections to targets; none without
 * @param pingPort {@code LookupPingPort}, TCP port to probe
 * @param rates {@code LookupProviderLimits}, how often and how broadly each may be asked
 */
public record ProviderSettings(
        URI geoIp,
        URI rdapBootstrap,
        Optional<InetSocketAddress> dnsServer,
        Optional<InetSocketAddress> proxy,
        int pingPort,
        ProviderRates rates) {}
