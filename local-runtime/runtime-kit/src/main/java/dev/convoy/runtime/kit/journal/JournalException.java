package dev.convoy.runtime.kit.journal;

/** The disk or the directory under a journal failed. Not safe to go on: the caller must stop acknowledging. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
