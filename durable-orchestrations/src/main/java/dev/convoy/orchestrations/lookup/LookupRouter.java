package dev.convoy.orchestrations.lookup;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.id.LookupId;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.orchestrations.bus.UnexpectedMessageException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells orchestrations of the messages they start on and wait for. Routing a message again is harmless. Stateless. */
final class LookupRouter {

    private static final Logger LOG = LoggerFactory.getLogger(LookupRouter.class);

    private final Predicate<LookupId> cancelFirst;

    /** @param cancelFirst notes a cancellation for a lookup that has not begun, and says whether it had not */
    LookupRouter(Predicate<LookupId> cancelFirst) {
        this.cancelFirst = cancelFirst;
    }

    /**
     * Routes one message.
     *
     * @throws UnexpectedMessageException if lookups do not deal with this type; never safe to retry
     * @throws dev.convoy.orchestrations.hub.HubUnreachableException if the hub does not answer; safe to retry
     */
    void route(Envelope<?> message, LookupInstances hub) {
        switch (message.data()) {
            case LookupRequested wanted ->
                hub.start(LookupOrchestration.NAME, wanted.lookupId().value(), wanted);
            case LookupBatchRequested wanted ->
                hub.start(LookupBatchOrchestration.NAME, wanted.batchId().value(), wanted);
            case LookupCancellationRequested wish -> cancel(hub, wish);
            case TaskCompleted answer ->
                tell(hub, answer.lookupId().value(), LookupOrchestration.answerOf(answer.service()), answer);
            default -> throw new UnexpectedMessageException("lookups", message);
        }
    }

    /** Whoever is not there to be told has ended, or has not begun: then a note is left, and whoever began meanwhile is told after all. */
    private void cancel(LookupInstances hub, LookupCancellationRequested wish) {
        boolean told = hub.raise(wish.lookupId().value(), LookupOrchestration.CANCELLED, wish);
        if (!told && !cancelFirst.test(wish.lookupId())) {
            tell(hub, wish.lookupId().value(), LookupOrchestration.CANCELLED, wish);
        }
    }

    /** A lookup that has ended does not listen; its results can be read all the same. */
    private static void tell(LookupInstances hub, String lookupId, String event, Object payload) {
        if (!hub.raise(lookupId, event, payload)) {
            LOG.atInfo()
                    .addKeyValue("lookupId", lookupId)
                    .addKeyValue("event", event)
                    .log("nobody waits for it");
        }
    }
}
