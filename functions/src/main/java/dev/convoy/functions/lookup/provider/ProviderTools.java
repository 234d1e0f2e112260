package dev.convoy.functions.lookup.provider;

import dev.convoy.contracts.lookup.ServiceName;
import dev.convoy.functions.lookup.worker.LookupQueue;
import java.net.Proxy;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a lookup needs to look: a worker class takes this and nothing else, so that a new one can be made without a word elsewhere.
 *
 * @param queues a service's queue of commands
 */
public record ProviderTools(
        ProviderSettings settings,
        ProviderHttp http,
        Resolver resolver,
        ProviderGuards guards,
        Function<ServiceName, LookupQueue> queues) {

    /** Longest wait for one HTTP answer. */
    static final Duration HTTP_TIMEOUT = Duration.ofMillis(2_500);

    /** Longest wait for one connection to a target. */
    static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** The way to targets: the proxy of the settings, or none. */
    Proxy proxy() {
        return settings.proxy()
                .map(address -> new Proxy(Proxy.Type.SOCKS, address))
                .orElse(Proxy.NO_PROXY);
    }

    LookupQueue queue(ServiceName service) {
        return queues.apply(service);
    }

    ProviderGuard guard(ServiceName service, Duration timeout) {
        return guards.of(service.value(), timeout);
    }
}
