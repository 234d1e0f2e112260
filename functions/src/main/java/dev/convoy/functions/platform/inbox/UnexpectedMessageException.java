package dev.convoy.functions.platform.inbox;

import dev.convoy.contracts.event.Envelope;

/** A well-formed message that this consumer has no use for. Redelivery does not help: park it. */
public final class UnexpectedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnexpectedMessageException(Envelope<?> message, String consumer) {
        super(consumer + " does not take " + message.type().name());
    }
}
