package dev.convoy.runtime.host.discovery;

/** A staged app cannot be run as it is; the one-line message names file and field. Trying again without a change is of no use. */
public final class BrokenAppException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BrokenAppException(String message) {
        super(oneLine(message));
    }

    public BrokenAppException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
