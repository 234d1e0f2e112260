package dev.convoy.functions.platform.cosmos;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where Cosmos DB is and how to sign in.
 *
 * @param key empty to sign in without keys, by managed identity
 */
public record CosmosConnection(URI endpoint, Optional<String> key) {

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads {@code AccountEndpoint=…;AccountKey=…;}.
     *
     * @throws IllegalArgumentException naming the missing part
     */
    public static CosmosConnection parse(String text) {
        String endpoint = null;
        String key = null;
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).trim().toLowerCase(Locale.ROOT);
            if (name.equals("accountendpoint")) {
                endpoint = part.substring(equals + 1).trim();
            } else if (name.equals("accountkey")) {
                key = part.substring(equals + 1).trim();
            }
        }
        if (endpoint == null || key == null) {
            throw new IllegalArgumentException("has no " + (endpoint == null ? "AccountEndpoint" : "AccountKey"));
        }
        return new CosmosConnection(URI.create(endpoint), Optional.of(key));
    }

    /** Whether this is an emulator on this machine. */
    public boolean isLocal() {
        return LOCAL_HOSTS.contains(String.valueOf(endpoint.getHost()));
    }

    @Override
    public String toString() {
        return "CosmosConnection[endpoint=" + endpoint + "]"; // the key is a secret
    }
}
