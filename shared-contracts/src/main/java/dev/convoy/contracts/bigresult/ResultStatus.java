package dev.convoy.contracts.bigresult;

/**
 * Where a transaction stands. Only the lifecycle orchestration moves it.
 *
 * <pre>
 * AwaitingResults ──last chunk──► SendingCompletion ──► Completed
 *        │                              │
 *        ├── deadline ──► TimedOut ◄────┤ deadline
 *        ├── abandoned ─► Abandoned ◄───┤ abandoned
 *        └──────────────► Failed ◄──────┘ cannot be assembled
 * </pre>
 */
public enum ResultStatus {
    /** Takes header and chunks. */
    AwaitingResults,
    /** Everything is there; blobs are being committed. Takes nothing any more. */
    SendingCompletion,
    Completed,
    TimedOut,
    Failed,
    Abandoned;

    public boolean isFinal() {
        return this != AwaitingResults && this != SendingCompletion;
    }
}
