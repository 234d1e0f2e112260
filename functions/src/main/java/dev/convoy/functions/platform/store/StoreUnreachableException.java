package dev.convoy.functions.platform.store;

import dev.convoy.functions.platform.OutageException;

/** The document store did not answer or was too busy. Safe to retry; whether the operation happened is unknown. */
public final class StoreUnreachableException extends OutageException {

    private static final long serialVersionUID = 1L;

    public StoreUnreachableException(String operation, String key, Throwable cause) {
        super(operation + " of " + key + " got no answer from the document store", cause);
    }
}
