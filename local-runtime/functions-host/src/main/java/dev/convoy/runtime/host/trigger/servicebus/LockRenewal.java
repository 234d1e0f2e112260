package dev.convoy.runtime.host.trigger.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import dev.convoy.runtime.host.trigger.Complaints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import reactor.core.publisher.Mono;

/**
 * Keeps messages locked while they are worked on, no longer than {@code maxAutoLockRenewalDuration}: a lock is renewed when half of it is
 * over. The receiver's own renewal would go on until a renewal of a message settled long ago is refused. Stateless.
 */
record LockRenewal(Clock clock, Duration longest, Complaints complaints) {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** The work, its message's lock renewed until it ends. */
    Mono<Void> during(ServiceBusReceiverAsyncClient receiver, ServiceBusReceivedMessage message, Mono<Void> work) {
        OffsetDateTime lockedUntil = message.getLockedUntil();
        return lockedUntil == null
                ? work
                : Mono.firstWithSignal(
                        work,
                        renewing(receiver, message, lockedUntil, clock.instant().plus(longest)));
    }

    /** Ends by being cancelled only. */
    private Mono<Void> renewing(
            ServiceBusReceiverAsyncClient receiver,
            ServiceBusReceivedMessage message,
            OffsetDateTime lockedUntil,
            Instant last) {
        Duration half = Duration.between(clock.instant(), lockedUntil).dividedBy(2);
        Duration pause = half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half;
        if (clock.instant().plus(pause).isAfter(last)) {
            return Mono.never();
        }
        return Mono.delay(pause)
                .then(Mono.defer(() -> receiver.renewMessageLock(message)))
                .doOnError(complaints::about)
                .onErrorResume(lost -> Mono.never())
                .flatMap(renewed -> renewing(receiver, message, renewed, last));
    }
}
