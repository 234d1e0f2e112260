package dev.convoy.orchestrations.lookup;

import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.lookup.LookupBatchRequested;
import dev.convoy.contracts.lookup.LookupCancellationRequested;
import dev.convoy.contracts.lookup.LookupRequested;
import dev.convoy.contracts.lookup.TaskCompleted;
import dev.convoy.orchestrations.hub.HubInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells orchestrations of the messages they start on and wait for. Routing a message again is harmless. Stateless. */
final class LookupRouter {

    private static final Logger LOG = LoggerFactory.getLogger(LookupRouter.class);

    /**
     * Routes one message.
     *
     * @throws IllegalArgumentException if lookups do not deal with this type; never safe to retry
     * @throws dev.convoy.orchestrations.hub.HubUnreachableException if the hub does not answer; safe to retry
     */
    void route(Envelope<?> message, HubInstances hub) {
        switch (message.data()) {
            case LookupRequested wanted ->
                hub.startOnce(LookupOrchestration.NAME, wanted.lookupId().value(), wanted);
            case LookupBatchRequested wanted ->
                hub.startOnce(LookupBatchOrchestration.NAME, wanted.batchId().value(), wanted);
            case LookupCancellationRequested wish ->
                tell(hub, wish.lookupId().value(), LookupOrchestration.CANCELLED, wish);
            case TaskCompleted answer ->
                tell(hub, answer.lookupId().value(), LookupOrchestration.answerOf(answer.service()), answer);
            default ->
                throw new IllegalArgumentException(
                        "lookups do not deal with " + message.type().name());
        }
    }

    /** A lookup that has ended does not listen; its results can be read all the same. */
    private static void tell(HubInstances hub, String lookupId, String event, Object payload) {
        if (!hub.raise(lookupId, event, payload)) {
            LOG.atInfo()
                    .addKeyValue("lookupId", lookupId)
                    .addKeyValue("event", event)
                    .log("nobody waits for it");
        }
    }
}
