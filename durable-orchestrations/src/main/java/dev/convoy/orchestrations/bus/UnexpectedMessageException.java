package dev.convoy.orchestrations.bus;

import dev.convoy.contracts.event.Envelope;

/** A message of a known type that has no business here; redelivery does not mend it. */
public final class UnexpectedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param receivers those who were asked, in the plural */
    public UnexpectedMessageException(String receivers, Envelope<?> message) {
        super(receivers + " do not deal with " + message.type().name() + ", the type of message " + message.id());
    }
}
