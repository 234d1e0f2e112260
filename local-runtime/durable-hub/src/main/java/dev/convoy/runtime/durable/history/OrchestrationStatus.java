package dev.convoy.runtime.durable.history;

/** Where an instance stands, in the order and with the meaning of the Durable Task protocol. */
public enum OrchestrationStatus {
    RUNNING,
    COMPLETED,
    CONTINUED_AS_NEW,
    FAILED,
    CANCELED,
    TERMINATED,
    PENDING,
    SUSPENDED;

    /** Whether nothing will ever happen to the instance again, short of a new start with its id. */
    public boolean isTerminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELED, TERMINATED -> true;
            case RUNNING, CONTINUED_AS_NEW, PENDING, SUSPENDED -> false;
        };
    }
}
