package dev.convoy.runtime.cosmos.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.runtime.cosmos.documents.Account;
import dev.convoy.runtime.cosmos.documents.Container;
import dev.convoy.runtime.cosmos.documents.Database;
import dev.convoy.runtime.cosmos.documents.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Request units per second, as strict mode counts them: each container has what its offer says, its database's offer, or 400, and
 * starts anew each second. A request is let in while something is left, so one may overdraw. Guarded by its own lock.
 */
final class ThroughputBudget {

    private static final int DEFAULT_UNITS = 400;
    private static final int MILLIS = 1000;

    private final Account account;
    private final Map<String, Second> spent = new HashMap<>();

    ThroughputBudget(Account account) {
        this.account = account;
    }

    /** How long to wait before the container has units again; empty if it has some. */
    synchronized Optional<Duration> exhausted(GatewayRequest request) {
        return containerOf(request).flatMap(target -> {
            Second second = secondOf(target.container(), request.now());
            boolean left = second.units < unitsOf(target);
            return left
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(MILLIS - request.now().toEpochMilli() % MILLIS));
        });
    }

    synchronized void spend(GatewayRequest request, double units) {
        containerOf(request).ifPresent(target -> secondOf(target.container(), request.now()).units += units);
    }

    private Second secondOf(Container container, Instant now) {
        Second second = spent.computeIfAbsent(container.address().rid(), rid -> new Second());
        if (second.at != now.getEpochSecond()) {
            second.at = now.getEpochSecond();
            second.units = 0;
        }
        return second;
    }

    private Optional<Target> containerOf(GatewayRequest request) {
        if (request.path().size() < 5) {
            return Optional.empty();
        }
        Optional<Database> database = account.database(request.path().get(1));
        return database.flatMap(d -> d.container(request.path().get(3)).map(c -> new Target(d, c)));
    }

    private double unitsOf(Target target) {
        return offerOf(target.container().address().rid())
                .or(() -> offerOf(target.database().rid()))
                .map(ThroughputBudget::unitsOf)
                .orElse(DEFAULT_UNITS);
    }

    private Optional<Offer> offerOf(String resource) {
        return account.offers().stream()
                .filter(offer -> offer.resource().equals(resource))
                .findFirst();
    }

    private static int unitsOf(Offer offer) {
        JsonNode most = offer.content().path("offerAutopilotSettings").path("maxThroughput");
        return most.isMissingNode()
                ? offer.content().path("offerThroughput").asInt(DEFAULT_UNITS)
                : most.asInt(DEFAULT_UNITS);
    }

    private static final class Second {
        private long at;
        private double units;
    }
}
