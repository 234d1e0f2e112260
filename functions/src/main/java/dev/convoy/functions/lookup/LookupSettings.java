package dev.convoy.functions.lookup;

import dev.convoy.functions.lookup.provider.ProviderRates;
import dev.convoy.functions.lookup.provider.ProviderSettings;
import dev.convoy.functions.lookup.targets.AddressPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the lookup system must be told.
 *
 * @param providers where they are
 * @param allowedRanges {@code LookupAllowedRanges}, special ranges that may be touched all the same
 * @param trustedOrigins {@code LookupTrustedOrigins}, origins that may be asked and called back wherever they are
 * @param callbackSecret {@code LookupCallbackSecret}, signs callbacks; without it none are sent
 * @param inlineBytes {@code LookupInlineBytes}, largest result that lies in Cosmos
 */
public record LookupSettings(
        ProviderSettings providers,
        String allowedRanges,
        Set<URI> trustedOrigins,
        Optional<String> callbackSecret,
        int inlineBytes) {

    private static final int MOST_INLINE_BYTES = 1 << 20;
    private static final int SHORTEST_SECRET = 16;
    /** What a setting still begins with when its secret cannot be read; everybody could guess such a key. */
    private static final String UNRESOLVED = "@Microsoft.KeyVault(";

    public LookupSettings {
        trustedOrigins = Set.copyOf(trustedOrigins);
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException with one line that names the first bad one
     */
    public static LookupSettings from(Map<String, String> environment) {
        Reader reader = new Reader(environment);
        return new LookupSettings(
                providers(reader),
                reader.value("LookupAllowedRanges", "", LookupSettings::ranges),
                reader.value("LookupTrustedOrigins", "", LookupSettings::origins),
                reader.optional("LookupCallbackSecret", LookupSettings::secret),
                reader.value("LookupInlineBytes", "65536", text -> number(text, 0, MOST_INLINE_BYTES)));
    }

    private static ProviderSettings providers(Reader reader) {
        return new ProviderSettings(
                reader.value("LookupGeoIpUrl", "http://ip-api.com/json/", LookupSettings::base),
                reader.value("LookupRdapBootstrapUrl", "https://data.iana.org/rdap/", LookupSettings::base),
                reader.optional("LookupDnsServer", LookupSettings::address),
                reader.optional("LookupPingProxy", LookupSettings::address),
                reader.value("LookupPingPort", "443", text -> number(text, 1, 65_535)),
                reader.value("LookupProviderLimits", "", ProviderRates::parse));
    }

    private static URI base(String text) {
        URI uri = URI.create(text.endsWith("/") ? text : text + "/");
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("must be an address such as http://localhost:8080/json/");
        }
        return uri;
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("must be host:port");
        }
        return new InetSocketAddress(text.substring(0, colon), number(text.substring(colon + 1), 1, 65_535));
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("must be a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private static String ranges(String text) {
        AddressPolicy.allowing(text);
        return text;
    }

    private static Set<URI> origins(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(LookupSettings::base)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String secret(String text) {
        if (text.startsWith(UNRESOLVED)) {
            throw new IllegalArgumentException("is a reference to Key Vault that was not resolved");
        }
        if (text.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("must have at least " + SHORTEST_SECRET + " characters");
        }
        return text;
    }

    @Override
    public String toString() {
        return "LookupSettings[providers=" + providers + "]"; // holds a secret
    }

    /** Reads one setting at a time and names it when it is bad. */
    private record Reader(Map<String, String> environment) {

        <T> T value(String name, String otherwise, Function<String, T> parser) {
            return parsed(name, text(name).orElse(otherwise), parser);
        }

        <T> Optional<T> optional(String name, Function<String, T> parser) {
            return text(name).map(text -> parsed(name, text, parser));
        }

        private Optional<String> text(String name) {
            return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
        }

        private static <T> T parsed(String name, String text, Function<String, T> parser) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("setting " + name + " " + e.getMessage(), e);
            }
        }
    }
}
