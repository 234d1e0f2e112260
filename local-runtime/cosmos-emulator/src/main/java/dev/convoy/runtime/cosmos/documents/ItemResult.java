package dev.convoy.runtime.cosmos.documents;

/** What became of one operation. */
public sealed interface ItemResult {

    /** The item is there in this version. */
    record Found(StoredDocument document) implements ItemResult {}

    /** The reader has this version already. */
    record NotModified(StoredDocument document) implements ItemResult {}

    /** The item was added. */
    record Created(StoredDocument document) implements ItemResult {}

    /** The item was there and has changed. */
    record Replaced(StoredDocument document) implements ItemResult {}

    /** The item was there and is gone. */
    record Deleted(StoredDocument previous) implements ItemResult {}

    /** Nothing was done, for this reason. */
    record Refused(Refusal reason) implements ItemResult {}
}
