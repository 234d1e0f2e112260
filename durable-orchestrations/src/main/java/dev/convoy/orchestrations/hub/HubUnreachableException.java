package dev.convoy.orchestrations.hub;

/** The task hub does not answer. Safe to retry. */
public final class HubUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HubUnreachableException(String operation, String instanceId, Throwable cause) {
        super("cannot " + operation + " instance " + instanceId + ": " + cause.getMessage(), cause);
    }
}
