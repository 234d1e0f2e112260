package dev.convoy.functions.notification;

import dev.convoy.functions.platform.OutageException;

/** A notification channel did not take a letter. Safe to retry. */
public final class ChannelUnreachableException extends OutageException {

    private static final long serialVersionUID = 1L;

    public ChannelUnreachableException(String channel, String letterId, Throwable cause) {
        super("channel " + channel + " did not take " + letterId + ": " + cause.getMessage(), cause);
    }
}
