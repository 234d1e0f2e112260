package dev.convoy.runtime.providers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The services whose conduct can be set one by one. */
public enum Service {
    GEOIP,
    RDAP,
    DNS,
    PING,
    TLS,
    CALLBACKS;

    /** The service of that name in any case. */
    static Optional<Service> named(String name) {
        return Stream.of(values())
                .filter(service -> service.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
