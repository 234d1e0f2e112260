package dev.convoy.runtime.cosmos.gateway;

import dev.convoy.runtime.cosmos.documents.Refusal;
import dev.convoy.runtime.cosmos.fault.FaultRule;
import dev.convoy.runtime.cosmos.fault.Faults;
import java.time.Duration;
import java.util.Optional;

/** What stands between a request and its answer: signature, budget, and the faults in force. Immutable but for what it asks. */
final class Admission {

    private final Optional<Authorizer> authorizer;
    private final Optional<ThroughputBudget> budget;
    private final Faults faults;

    Admission(Optional<Authorizer> authorizer, Optional<ThroughputBudget> budget, Faults faults) {
        this.authorizer = authorizer;
        this.budget = budget;
        this.faults = faults;
    }

    Answer answer(GatewayRequest request, Router router, boolean tls) {
        try {
            authorizer.ifPresent(check -> check.require(request));
        } catch (RuntimeException refused) {
            return Answer.now(GatewayResponse.of(ErrorMapping.refusalOf(refused)));
        }
        Optional<Duration> wait = budget.flatMap(units -> units.exhausted(request));
        if (wait.isPresent()) {
            return Answer.now(refused(FaultRule.Status.TOO_MANY_REQUESTS, wait.get()));
        }
        Optional<FaultRule.Trouble> trouble = faults.next(RequestKinds.of(request));
        if (trouble.isPresent()) {
            return troubled(request, router, tls, trouble.get());
        }
        return Answer.now(done(request, router, tls));
    }

    private Answer troubled(GatewayRequest request, Router router, boolean tls, FaultRule.Trouble trouble) {
        return switch (trouble) {
            case FaultRule.Trouble.Refuse refuse -> Answer.now(refused(refuse.status(), refuse.retryAfter()));
            case FaultRule.Trouble.Delay delay -> new Answer(done(request, router, tls), delay.latency());
            case FaultRule.Trouble.LoseAnswer lost -> {
                done(request, router, tls);
                yield Answer.now(refused(FaultRule.Status.REQUEST_TIMEOUT, Duration.ZERO));
            }
        };
    }

    private GatewayResponse done(GatewayRequest request, Router router, boolean tls) {
        GatewayResponse response = router.answer(request, tls);
        budget.ifPresent(units -> units.spend(request, response.charge()));
        return response;
    }

    private static GatewayResponse refused(FaultRule.Status status, Duration retryAfter) {
        Refusal refusal = new Refusal(status.code(), status.substatus(), status + " by the emulator.");
        return GatewayResponse.of(refusal)
                .charge(0)
                .header(Headers.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toMillis())));
    }

    /** A response and how long to hold it back. */
    record Answer(GatewayResponse response, Duration delay) {

        static Answer now(GatewayResponse response) {
            return new Answer(response, Duration.ZERO);
        }
    }
}
