package dev.convoy.functions.lookup.provider;

import dev.convoy.contracts.topology.LookupServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** One guard per provider, made when first asked for. Safe for use by several threads. */
public final class ProviderGuards {

    /** DNS, and every service that asks somebody else than DNS. */
    static final List<String> PROVIDERS = Stream.concat(
                    Stream.of("dns"),
                    LookupServices.all().stream().map(spec -> spec.name().value()))
            .toList();

    private final ProviderRates rates;
    private final Map<String, ProviderGuard> guards = new ConcurrentSkipListMap<>();

    public ProviderGuards(ProviderRates rates) {
        this.rates = rates;
    }

    /** How a provider is doing. */
    public record State(
            String provider, String circuit, int recentCalls, int recentFailures, int callsLeftNow, int placesLeft) {}

    /**
     * The guard of that provider.
     *
     * @param timeout of one attempt, and how long to wait for a place
     */
    ProviderGuard of(String provider, Duration timeout) {
        return guards.computeIfAbsent(provider, name -> new ProviderGuard(name, rates.of(name), timeout));
    }

    /** How all that were asked for are doing, by name. */
    public List<State> states() {
        return guards.values().stream().map(ProviderGuard::state).toList();
    }
}
