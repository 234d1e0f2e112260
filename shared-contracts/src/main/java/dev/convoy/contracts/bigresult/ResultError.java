package dev.convoy.contracts.bigresult;

/** What went wrong with a transaction or with one of its messages. */
public enum ResultError {
    /** The message contradicts itself or exceeds a limit: ordinal 0, length beyond the limit, no base64, a series named twice. */
    MalformedChunk,
    MalformedHeader,
    /** The ordinal lies beyond the series' count. */
    OrdinalOutOfRange,
    /** Two counts were said of one series. */
    CountContradicted,
    /** The header does not know the series. */
    UnknownSeries,
    /** More bytes or fewer than said. Send it again. */
    LengthMismatch,
    /** The digest does not fit the bytes. Send it again. */
    DigestMismatch,
    /** The referenced blob lies outside of the transaction's staging container. */
    ForeignReference,
    /** The referenced blob is not there. Upload it and send the message again. */
    StagedBlobMissing,
    /** The chunk was received before with other content; the first one stays. */
    ChunkContradicted,
    /** A second header says something else; the first one stays. */
    HeaderContradicted,
    /** The transaction belongs to another client. */
    ForeignTransaction,
    /** The transaction has ended or is past its retention; open a new one. */
    TransactionEnded,
    /** The header did not come in time. */
    HeaderMissing,
    /** Chunks did not come in time. */
    AwaitTimedOut,
    /** Everything came, but committing took too long. */
    CompletionTimedOut,
    /** A block that was received is gone. */
    BlocksLost,
    /** The client gave up. */
    Abandoned
}
