package dev.convoy.results.read;

/** What was read is not what the manifest promises. Reading again helps only if it was damaged on the way. */
public final class CorruptResultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptResultException(String message) {
        super(message);
    }
}
