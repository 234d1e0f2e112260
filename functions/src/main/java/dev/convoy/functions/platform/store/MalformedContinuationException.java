package dev.convoy.functions.platform.store;

/** A continuation token that this store never gave. */
public final class MalformedContinuationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedContinuationException(Throwable cause) {
        super("malformed continuation", cause);
    }
}
