package dev.convoy.orchestrations.wiring;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Cosmos is and how to sign in: by the key of a connection string, or, in the cloud, by this app's identity.
 *
 * @param key empty to sign in by identity
 */
record CosmosConnection(URI endpoint, Optional<String> key) {

    private static final String ENDPOINT = "AccountEndpoint";
    private static final String KEY = "AccountKey";
    private static final String IDENTITY_SUFFIX = "__accountEndpoint";
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the setting of that name, or its variant for identities, {@code <name>__accountEndpoint}.
     *
     * @throws BadSettingException if neither is there or it is malformed
     */
    static CosmosConnection read(String setting, Function<String, @Nullable String> source) {
        String text = source.apply(setting);
        if (text != null && !text.isBlank()) {
            return parse(setting, text);
        }
        String endpoint = source.apply(setting + IDENTITY_SUFFIX);
        if (endpoint == null || endpoint.isBlank()) {
            throw new BadSettingException(setting, "is missing");
        }
        return new CosmosConnection(uri(setting + IDENTITY_SUFFIX, endpoint), Optional.empty());
    }

    private static CosmosConnection parse(String setting, String text) {
        Map<String, String> parts = Arrays.stream(text.split(";"))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')).trim(),
                        part -> part.substring(part.indexOf('=') + 1).trim(),
                        (first, second) -> second));
        String endpoint = parts.get(ENDPOINT);
        String key = parts.get(KEY);
        if (endpoint == null || key == null) {
            throw new BadSettingException(setting, "must be AccountEndpoint=…;AccountKey=…;");
        }
        return new CosmosConnection(uri(setting, endpoint), Optional.of(key));
    }

    private static URI uri(String setting, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new BadSettingException(setting, "has a malformed endpoint: " + e.getReason());
        }
        throw new BadSettingException(setting, "has no host in its endpoint");
    }

    /** An emulator on this machine: it speaks gateway mode only. */
    boolean isLocal() {
        return LOCAL_HOSTS.contains(endpoint.getHost());
    }

    @Override
    public String toString() {
        return "CosmosConnection[endpoint=" + endpoint + "]"; // the key is a secret
    }
}
