package dev.convoy.contracts.topology;

import static dev.convoy.contracts.lookup.TargetKind.domain;
import static dev.convoy.contracts.lookup.TargetKind.ipv4;
import static dev.convoy.contracts.lookup.TargetKind.ipv6;

import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.contracts.lookup.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lookup services there are. A new one takes a line here and a worker class; queues, API and orchestration follow. */
public final class LookupServices {

    private static final List<LookupServiceSpec> ALL = List.of(
            service("geoip", Duration.ofSeconds(10), ipv4, ipv6, domain),
            service("ping", Duration.ofSeconds(10), ipv4, ipv6, domain),
            service("rdap", Duration.ofSeconds(15), ipv4, ipv6, domain),
            service("reversedns", Duration.ofSeconds(10), ipv4, ipv6),
            service("tls", Duration.ofSeconds(10), domain));

    private LookupServices() {}

    public static List<LookupServiceSpec> all() {
        return ALL;
    }

    public static Optional<LookupServiceSpec> named(ServiceName name) {
        return ALL.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    private static LookupServiceSpec service(String name, Duration deadline, TargetKind... kinds) {
        return new LookupServiceSpec(new ServiceName(name), Set.of(kinds), deadline);
    }
}
