package dev.convoy.orchestrations.bigresult;

import dev.convoy.contracts.bigresult.LookAfterResult;
import dev.convoy.contracts.event.Envelope;
import dev.convoy.contracts.event.MessageTypes;
import dev.convoy.orchestrations.bus.UnexpectedMessageException;
import dev.convoy.orchestrations.hub.HubInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the lifecycle of a transaction, or tells it to look again. Routing a message again is harmless. Stateless. */
final class ResultRouter {

    private static final Logger LOG = LoggerFactory.getLogger(ResultRouter.class);

    /**
     * Routes one message.
     *
     * @throws UnexpectedMessageException if results do not deal with this type; never safe to retry
     * @throws dev.convoy.orchestrations.hub.HubUnreachableException if the hub does not answer; safe to retry
     */
    void route(Envelope<?> message, HubInstances hub) {
        LookAfterResult wish = message.dataAs(MessageTypes.LOOK_AFTER_RESULT)
                .orElseThrow(() -> new UnexpectedMessageException("results", message));
        String id = wish.transactionId().value();
        ResultTask.Subject subject = new ResultTask.Subject(wish.transactionId());
        boolean started = wish.because() == LookAfterResult.Reason.stuck
                ? hub.startAgain(ResultLifecycle.NAME, id, subject)
                : hub.startOnce(ResultLifecycle.NAME, id, subject);
        if (!started
                && wish.because() != LookAfterResult.Reason.opened
                && !hub.raise(id, ResultLifecycle.NUDGE, subject)) {
            LOG.atInfo().addKeyValue("transactionId", id).log("its life is over");
        }
    }
}
