package dev.convoy.functions.platform.blob;

import dev.convoy.functions.platform.OutageException;

/** Blob Storage does not answer, or says to come back later. */
public final class BlobUnreachableException extends OutageException {

    private static final long serialVersionUID = 1L;

    BlobUnreachableException(String operation, String key, Throwable cause) {
        super(operation + " of blob " + key + " got no answer", cause);
    }
}
