package dev.convoy.systemtests.client;

/** The API did not answer, or answered what its contract does not allow. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApiException(String message) {
        super(message);
    }

    public ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
