package dev.convoy.contracts.lookup;

/** How one service's part of a lookup ended. */
public enum TaskOutcome {
    /** There is a result. */
    found,
    /** The service answered that it knows nothing of the target. */
    notFound,
    /** The service did not answer, or not sensibly. */
    failed,
    /** No answer in time; said by the orchestrator, never by a worker. */
    timedOut
}
