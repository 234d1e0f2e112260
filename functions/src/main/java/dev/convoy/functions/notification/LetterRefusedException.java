package dev.convoy.functions.notification;

/** A notification channel will never take this letter, such as for an impossible address. */
public final class LetterRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LetterRefusedException(String channel, String letterId, Throwable cause) {
        super("channel " + channel + " refused " + letterId + ": " + cause.getMessage(), cause);
    }
}
