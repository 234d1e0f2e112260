package dev.convoy.runtime.servicebus.sql;

/** A filter that cannot be evaluated for a certain message, such as a sum of a number and a text. */
public final class SqlEvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SqlEvaluationException(String message) {
        super(message);
    }
}
