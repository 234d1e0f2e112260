package dev.convoy.runtime.cosmos.query;

/** A query that is understood but cannot be run: a parameter is missing, a count is negative, a token is no token. */
public final class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidQueryException(String message) {
        super(message, null, false, false);
    }
}
